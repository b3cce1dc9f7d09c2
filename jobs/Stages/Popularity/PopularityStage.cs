using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Popularity;

namespace RecPipeline.Jobs.Stages.Popularity;

/// <summary>Counts the ratings of each item and ranks items by count, then index.</summary>
internal sealed class PopularityStage : StageDefinition
{
    public override string Name => "popularity";

    public override int Version => 1;

    public override JsonObject KeyOptions(PipelineOptions options) => [];

    public override void RunLocal(StageContext context)
    {
        var items = context.Load("ratings", "item_index").Array<int>("item_index");
        var popularity = PopularityRanking.Count(items, context.ItemCount());
        context.Write(
            "popularity", Schemas.Popularity, Columns.Indexes(context.ItemCount()), Columns.Int64(popularity.Ratings), Columns.Int32(popularity.Rank));
    }
}
