using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Similarity;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Similarity;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Stages.Similarity;

/// <summary>Similarity on Spark of a matrix that is larger than <c>spark.maxBroadcastBytes</c>: tiles of two blocks of items, the same bytes as <see cref="SimilaritySpark"/>.</summary>
internal static class SimilarityTiles
{
    /// <summary>Writes the table in tiles, unless the matrix can be sent to every executor.</summary>
    /// <returns>False, and nothing is written, where it can.</returns>
    public static bool Run(StageContext context)
    {
        long limit = context.Options.Spark.MaxBroadcastBytes;
        if (Bytes(context, context.Contract("ratings").Rows) <= limit)
            return false;
        var cells = Cells(context);
        long bytes = Bytes(context, cells.Count());
        if (bytes <= limit)
            return false;
        Write(context, cells, Blocks(bytes, limit, context.ItemCount()));
        return true;
    }

    /// <summary>Blocks of items such that the two of a tile are no larger than the limit.</summary>
    internal static int Blocks(long bytes, long limit, int items) => (int)Math.Clamp(((2 * bytes) + limit - 1) / limit, 2, Math.Max(2, items));

    // A column and a value for each cell, an offset for each user.
    private static long Bytes(StageContext context, long cells) => (8 * cells) + (4L * (context.UserCount() + 1));

    // A cell goes to each tile of its item's block; a tile's entries, at most k for each candidate, are merged by candidate.
    private static void Write(StageContext context, DataFrame cells, int blocks)
    {
        var p = new ModelFits(context.Options, context.Cancellation).SimilarityParameters;
        context.Log.Information("similarity: the matrix is larger than spark.maxBroadcastBytes; {Blocks} blocks of items make {Tiles} tiles", blocks, blocks * (blocks + 1L) / 2);
        byte[] rules = Packed.Json(new TileRules(p, blocks, IsExact(context, cells, p)));
        string block = $"item_index % {blocks}";
        var entries = cells.SelectExpr("*", $"explode(sequence(0, {blocks - 1})) AS other")
            .SelectExpr($"least({block}, other) AS first", $"greatest({block}, other) AS second", "user_index", "item_index", "rating")
            .MapGroups(["first", "second"], [Col("user_index"), Col("item_index")], NeighbourTiles.Compute, NeighbourTiles.Entries, rules);
        context.Write("item_similarity", Schemas.ItemSimilarity, entries.MapGroups(["item_index"], [], NeighbourTiles.Merge, NeighbourRows.Neighbours, rules));
    }

    private static DataFrame Cells(StageContext context)
    {
        var ratings = context.Frame("ratings", "user_index", "item_index", "rating");
        return context.Options.Similarity.Values == "binary" ? ratings.Filter(Col("rating").Cast("double") >= context.Options.LikedThreshold) : ratings;
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
