using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.Similarity;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Similarity;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Stages.Similarity;

/// <summary>The cosine on executors: the whole matrix to each of them, or, where it is larger than <c>spark.maxBroadcastBytes</c>, tiles of two blocks of items.</summary>
internal static class SimilaritySpark
{
    // Popular items cost a hundred times as much as rare ones: small ranges even that out.
    private const int RangesPerPartition = 8;

    public static void Run(StageContext context)
    {
        var fits = new ModelFits(context.Options, context.Cancellation);
        long limit = context.Options.Spark.MaxBroadcastBytes;
        if (Bytes(context, context.Contract("ratings").Rows) <= limit)
        {
            Broadcast(context, fits);
            return;
        }
        var cells = Cells(context, fits);
        long bytes = Bytes(context, cells.Count());
        if (bytes <= limit)
            Broadcast(context, fits);
        else
            Tiles(context, fits, cells, Blocks(bytes, limit, context.ItemCount()));
    }

    /// <summary>Blocks of items such that the two of a tile are no larger than the limit.</summary>
    internal static int Blocks(long bytes, long limit, int items) => (int)Math.Clamp(((2 * bytes) + limit - 1) / limit, 2, Math.Max(2, items));

    // A column and a value for each cell, an offset for each user.
    private static long Bytes(StageContext context, long cells) => (8 * cells) + (4L * (context.UserCount() + 1));

    // Executors get the whole matrix, a few bytes per like, and a range of candidates each; nothing is shuffled.
    private static void Broadcast(StageContext context, ModelFits fits)
    {
        var ratings = context.Matrix("ratings");
        using var matrix = context.Spark.Broadcast(Packed.Matrix(fits.SimilarityIsBinary ? ratings.Liked(context.Options.LikedThreshold) : ratings));
        int ranges = Math.Min(Math.Max(1, context.ItemCount()), RangesPerPartition * context.Partitions);
        var rows = context.Spark.Range(0, context.ItemCount(), 1, ranges)
            .MapBatches(NeighbourRows.Of, NeighbourRows.Neighbours, Packed.Json(fits.SimilarityParameters), matrix);
        context.Write("item_similarity", Schemas.ItemSimilarity, rows.Coalesce(context.Partitions));
    }

    // A cell goes to each tile of its item's block; a tile's entries, at most k for each candidate, are merged by candidate.
    private static void Tiles(StageContext context, ModelFits fits, DataFrame cells, int blocks)
    {
        var p = fits.SimilarityParameters;
        context.Log.Information("similarity: the matrix is larger than spark.maxBroadcastBytes; {Blocks} blocks of items make {Tiles} tiles", blocks, blocks * (blocks + 1L) / 2);
        byte[] rules = Packed.Json(new TileRules(p, blocks, IsExact(context, cells, p)));
        string block = $"item_index % {blocks}";
        var entries = cells.SelectExpr("*", $"explode(sequence(0, {blocks - 1})) AS other")
            .SelectExpr($"least({block}, other) AS first", $"greatest({block}, other) AS second", "user_index", "item_index", "rating")
            .MapGroups(["first", "second"], [Col("user_index"), Col("item_index")], NeighbourTiles.Compute, NeighbourTiles.Entries, rules);
        var rows = entries.MapGroups(["item_index"], [], NeighbourTiles.Merge, NeighbourRows.Neighbours, rules);
        context.Write("item_similarity", Schemas.ItemSimilarity, rows);
    }

    private static DataFrame Cells(StageContext context, ModelFits fits)
    {
        var ratings = context.Frame("ratings", "user_index", "item_index", "rating");
        return fits.SimilarityIsBinary ? ratings.Filter(Col("rating").Cast("double") >= context.Options.LikedThreshold) : ratings;
    }

    private static bool IsExact(StageContext context, DataFrame cells, SimilarityParameters p)
    {
        if (p.Values == SimilarityValues.Binary)
            return CosineTiles.IsExact(1, true, context.UserCount(), p);
        string scaled = $"(CAST(rating AS DOUBLE) * {p.RatingScale})";
        var all = cells.SelectExpr("abs(rating) AS size", $"{scaled} = floor({scaled}) AS is_whole").Agg(Max("size").Alias("largest"), CallFunction("bool_and", Col("is_whole")).Alias("are_whole")).First();
        return CosineTiles.IsExact(all.GetAs<float>("largest"), all.GetAs<bool>("are_whole"), context.UserCount(), p);
    }
}
