using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.TopN;

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
        Write(context, PopularityRanking.Count(items, context.ItemCount()));
    }

    // Executors count; what is left, one row per item, is ranked and written here.
    public override void RunSpark(StageContext context)
    {
        var counts = context.Frame("ratings", "item_index").GroupBy("item_index").Count().CollectBatch();
        var ratings = new long[context.ItemCount()];
        for (int row = 0; row < counts.RowCount; row++)
            ratings[counts.Values<int>("item_index")[row]] = counts.Values<long>("count")[row];
        Write(context, PopularityRanking.Rank(ratings));
    }

    private static void Write(StageContext context, ItemPopularity popularity) => context.Write(
        "popularity", Schemas.Popularity, Columns.Indexes(context.ItemCount()), Columns.Int64(popularity.Ratings), Columns.Int32(popularity.Rank));
}
