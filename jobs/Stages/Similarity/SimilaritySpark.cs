using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.Similarity;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Similarity;

namespace RecPipeline.Jobs.Stages.Similarity;

/// <summary>Similarity on Spark: executors get the whole matrix, a few bytes per like, and a range of candidates each; nothing is shuffled. A matrix that is too large for that goes the way of <see cref="SimilarityTiles"/>.</summary>
internal static class SimilaritySpark
{
    // Popular items cost a hundred times as much as rare ones: small ranges even that out.
    private const int RangesPerPartition = 8;

    /// <summary>False for options that have no form in executors.</summary>
    public static bool CanDo(PipelineOptions options) =>
        new ModelFits(options, CancellationToken.None).SimilarityParameters is { Measure: SimilarityMeasure.Cosine, Keep: KeepPer.Candidate };

    public static void Run(StageContext context)
    {
        if (SimilarityTiles.Run(context))
            return;
        using var matrix = Matrix(context, context.Matrix("ratings"));
        context.Write("item_similarity", Schemas.ItemSimilarity, Rows(context, matrix).Coalesce(context.Partitions));
    }

    /// <summary>The table of other ratings, on the driver.</summary>
    /// <param name="context">Options and session.</param>
    /// <param name="ratings">[users × items].</param>
    public static SimilarityTable Table(StageContext context, SparseMatrix ratings)
    {
        using var matrix = Matrix(context, ratings);
        return ListModels.SimilarityOf(new Table(Rows(context, matrix).CollectBatch()), ratings.Columns);
    }

    private static Broadcast Matrix(StageContext context, SparseMatrix ratings) => context.Spark.Broadcast(
        Packed.Matrix(context.Options.Similarity.Values == "binary" ? ratings.Liked(context.Options.LikedThreshold) : ratings));

    private static DataFrame Rows(StageContext context, Broadcast matrix)
    {
        int ranges = Math.Min(Math.Max(1, context.ItemCount()), RangesPerPartition * context.Partitions);
        var parameters = new ModelFits(context.Options, context.Cancellation).SimilarityParameters;
        return context.Spark.Range(0, context.ItemCount(), 1, ranges).MapBatches(NeighbourRows.Of, NeighbourRows.Neighbours, Packed.Json(parameters), matrix);
    }
}
