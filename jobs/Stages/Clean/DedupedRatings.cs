using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.Cleaning;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Cleaning;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>
/// Valid lines with one rating per user and item: the latest, then the highest (or the other way round, by option), then the first of the
/// files in their order.
/// </summary>
/// <remarks>
/// Users go to partitions by range of their id, so that the files of <c>ratings</c>, read in order of their names, are sorted by user and
/// item: index order is id order.
/// </remarks>
internal sealed class DedupedRatings
{
    private readonly StageContext _context;
    private readonly DataFrame _placed;

    public DedupedRatings(StageContext context, ParsedLines lines)
    {
        _context = context;
        Valid = lines.Ratings;
        string best = CleanStage.Duplicates(context.Options.Clean) == DuplicateRule.Max
            ? "rating DESC, timestamp DESC"
            : "timestamp DESC, rating DESC";
        string same = $"PARTITION BY user, item ORDER BY {best}, block, row";
        _placed = Valid.RepartitionByRange(context.Partitions, Col("user")).SelectExpr(
            "*", $"row_number() OVER ({same}) AS place", $"first(timestamp) OVER ({same}) AS kept_timestamp",
                $"first(rating) OVER ({same}) AS kept_rating");
    }

    private DataFrame Valid { get; }

    private DataFrame Kept => _placed.Filter("place = 1").Select("user", "item", "rating", "timestamp");

    /// <summary>The ids of users and items that keep a rating, ascending.</summary>
    /// <remarks>
    /// With a filter on, the driver holds the indices of all ratings (8 bytes each) to count what is left after every step.
    /// </remarks>
    public (RawIds Users, RawIds Items) Dictionaries(RowFilters filters, Func<RawIds, Func<int, bool>?> stopped)
    {
        var (users, items) = (Distinct("user"), Distinct("item"));
        var itemIds = RawIds.Of(items.Ids);
        var isStopped = stopped(itemIds);
        if (!filters.AreOn && isStopped is null)
            return (RawIds.Of(users.Ids), itemIds);
        var pairs = Kept.Select("user", "item").CollectBatch();
        var (user, item) = (new int[pairs.RowCount], new int[pairs.RowCount]);
        users.Map(pairs.Values<long>("user").ToArray(), user, _context.Threads);
        items.Map(pairs.Values<long>("item").ToArray(), item, _context.Threads);
        var left = filters.Apply(
            new NumberedRatings(new RatingTable(user, item, new float[user.Length], new long[user.Length]), RawIds.Of(users.Ids), itemIds),
            isStopped);
        return (left.Users, left.Items);
    }

    /// <summary>Writes the table <c>ratings</c>.</summary>
    /// <returns>Its rows.</returns>
    public long Write(RawIds users, RawIds items)
    {
        using var userIds = _context.Spark.Broadcast(Packed.Array(users.Numbers));
        using var itemIds = _context.Spark.Broadcast(Packed.Array(items.Numbers));
        _context.Write("ratings", Schemas.Ratings, Kept.MapBatches(RatingIndexes.Number, RatingIndexes.Ratings, default, userIds, itemIds));
        return _context.Drafts["ratings"].Hash.Rows;
    }

    /// <summary>block, row and reason of the lines that lost, or null where there are none.</summary>
    /// <param name="count">How many there must be.</param>
    public DataFrame? Duplicates(long count) => count == 0 ? null : _placed.Filter("place > 1").Select(
        Col("block"), Col("row"),
        When(Expr("timestamp = kept_timestamp AND rating = kept_rating"), (int)RejectReason.DuplicateExact)
            .Otherwise((int)RejectReason.DuplicateConflict).Alias("reason"));

    private IdDictionary Distinct(string column) => IdDictionary.Build(Valid.Select(column).Distinct().CollectBatch().Values<long>(column));
}
