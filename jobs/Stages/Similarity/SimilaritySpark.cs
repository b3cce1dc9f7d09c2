using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Similarity;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Similarity;

namespace RecPipeline.Jobs.Stages.Similarity;

/// <summary>Similarity on Spark: executors get the whole matrix, a few bytes per like, and a range of candidates each; nothing is shuffled. A larger one goes in tiles.</summary>
internal static class SimilaritySpark
{
    // Popular items cost a hundred times as much as rare ones: small ranges even that out.
    private const int RangesPerPartition = 8;

    /// <summary>False for options that have no form in executors.</summary>
    public static bool CanDo(PipelineOptions options) =>
        new ModelFits(options, CancellationToken.None).SimilarityParameters is { Measure: SimilarityMeasure.Cosine, Keep: KeepPer.Candidate };

    public static void Run(StageContext context)
    {
        if (Holds(context, context.Contract("ratings").Rows))
        {
            Whole(context);
            return;
        }
        var p = new ModelFits(context.Options, context.Cancellation).SimilarityParameters;
        var cells = SimilarityTiles.Cells(context, onlyLiked: p.Values == SimilarityValues.Binary);
        long count = cells.Count();
        if (Holds(context, count))
            Whole(context);
        else
            SimilarityTiles.Run(context, p, cells, SimilarityTiles.Blocks(Bytes(context, count), context.Options.Spark.MaxBroadcastBytes, context.ItemCount()));
    }

    /// <summary>Whether a matrix of as many cells may be sent to every executor.</summary>
    public static bool Holds(StageContext context, long cells) => Bytes(context, cells) <= context.Options.Spark.MaxBroadcastBytes;

    /// <summary>The table of other ratings, on the driver.</summary>
    /// <param name="context">Options and session.</param>
    /// <param name="ratings">[users × items].</param>
    public static SimilarityTable Table(StageContext context, SparseMatrix ratings)
    {
        using var matrix = Matrix(context, ratings);
        return ListModels.SimilarityOf(new Table(Rows(context, matrix).CollectBatch()), ratings.Columns);
    }

    private static void Whole(StageContext context)
    {
        using var matrix = Matrix(context, context.Matrix("ratings"));
        context.Write("item_similarity", Schemas.ItemSimilarity, Rows(context, matrix).Coalesce(context.Partitions));
    }

    // A column and a value for each cell, an offset for each user.
    private static long Bytes(StageContext context, long cells) => (8 * cells) + (4L * (context.UserCount() + 1));

    private static Broadcast Matrix(StageContext context, SparseMatrix ratings) => context.Spark.Broadcast(
        Packed.Matrix(context.Options.Similarity.Values == "binary" ? ratings.Liked(context.Options.LikedThreshold) : ratings));

    private static DataFrame Rows(StageContext context, Broadcast matrix)
    {
        int ranges = Math.Min(Math.Max(1, context.ItemCount()), RangesPerPartition * context.Partitions);
        var parameters = new ModelFits(context.Options, context.Cancellation).SimilarityParameters;
        return context.Spark.Range(0, context.ItemCount(), 1, ranges).MapBatches(NeighbourRows.Of, NeighbourRows.Neighbours, Packed.Json(parameters), matrix);
    }
}
