using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Similarity;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Similarity;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Models.Similarity;

/// <summary>
/// Similarity on Spark where the matrix is larger than <c>spark.maxBroadcastBytes</c>: tiles of two blocks of items; neither the driver nor
/// an executor holds more than one.
/// </summary>
internal static class SimilarityTiles
{
    /// <summary>Blocks of items such that the two of a tile are no larger than the limit.</summary>
    internal static int Blocks(long bytes, long limit, int items) =>
        (int)Math.Clamp(((2 * bytes) + limit - 1) / limit, 2, Math.Max(2, items));

    /// <summary>The cells of the matrix: user_index, item_index, rating.</summary>
    public static DataFrame Cells(StageContext context, bool onlyLiked)
    {
        string[] columns = ["user_index", "item_index", "rating"];
        return onlyLiked ? context.Liked("ratings", columns) : context.Frame("ratings", columns);
    }

    // A cell goes to each tile of its item's block; a tile's entries, at most k for each candidate, are merged by candidate.
    public static void Run(StageContext context, SimilarityParameters p, DataFrame cells, int blocks)
    {
        context.Log.Information(
            "similarity: the matrix is larger than spark.maxBroadcastBytes; {Blocks} blocks of items make {Tiles} tiles", blocks,
            blocks * (blocks + 1L) / 2);
        byte[] rules = Packed.Json(new TileRules(p, blocks, IsExact(context, cells, p)));
        string block = $"item_index % {blocks}";
        var entries = cells.SelectExpr("*", $"explode(sequence(0, {blocks - 1})) AS other")
            .SelectExpr($"least({block}, other) AS first", $"greatest({block}, other) AS second", "user_index", "item_index", "rating")
            .MapGroups(["first", "second"], [Col("user_index"), Col("item_index")], NeighbourTiles.Compute, NeighbourTiles.Entries, rules);
        context.Write(SimilarityExecutorFit.Table, Schemas.ItemSimilarity,
            entries.MapGroups(["item_index"], [], NeighbourTiles.Merge, NeighbourRows.Neighbours, rules));
    }

    private static bool IsExact(StageContext context, DataFrame cells, SimilarityParameters p)
    {
        if (p.Values == SimilarityValues.Binary)
            return CosineTiles.IsExact(1, true, context.UserCount(), p);
        string scaled = $"(CAST(rating AS DOUBLE) * {p.RatingScale})";
        var all = cells.SelectExpr("abs(rating) AS size", $"{scaled} = floor({scaled}) AS is_whole")
            .Agg(Max("size").Alias("largest"), CallFunction("bool_and", Col("is_whole")).Alias("are_whole")).First();
        return CosineTiles.IsExact(all.GetAs<float>("largest"), all.GetAs<bool>("are_whole"), context.UserCount(), p);
    }
}
