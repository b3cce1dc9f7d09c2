using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Stages.Similarity;

/// <summary>Exact item-item cosine, or another measure by option; each candidate (or source) keeps its k best neighbours.</summary>
internal sealed class SimilarityStage : StageDefinition
{
    public override string Name => "similarity";

    public override int Version => 1;

    public override JsonObject KeyOptions(PipelineOptions options) =>
        Json(("likedThreshold", options.LikedThreshold), ("ratingScale", options.Clean.RatingScale), ("similarity", options.Similarity));

    public override void RunLocal(StageContext context)
    {
        var table = new ModelFits(context.Options, context.Cancellation).Similarity(context.Matrix("ratings"));
        context.Write(
            "item_similarity",
            Schemas.ItemSimilarity,
            Columns.Int32(RowOfEntry(table.Offsets)),
            Columns.Int32(RankOfEntry(table.Offsets)),
            Columns.Int32(table.Neighbours.ToArray()),
            Columns.Float32(table.Scores.ToArray()),
            Columns.Int32(table.CommonUsers.ToArray()));
    }

    // Other measures and rows per source have no Spark form.
    public override void RunSpark(StageContext context)
    {
        if (SimilaritySpark.CanDo(context.Options))
            SimilaritySpark.Run(context);
        else
            base.RunSpark(context);
    }

    private static int[] RowOfEntry(ReadOnlySpan<int> offsets)
    {
        var rows = new int[offsets[^1]];
        for (int row = 0; row < offsets.Length - 1; row++)
            rows.AsSpan(offsets[row]..offsets[row + 1]).Fill(row);
        return rows;
    }

    private static int[] RankOfEntry(ReadOnlySpan<int> offsets)
    {
        var ranks = new int[offsets[^1]];
        for (int row = 0; row < offsets.Length - 1; row++)
            for (int i = offsets[row]; i < offsets[row + 1]; i++)
                ranks[i] = i - offsets[row] + 1;
        return ranks;
    }
}
