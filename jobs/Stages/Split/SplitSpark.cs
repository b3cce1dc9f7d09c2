using System.Text.Json.Nodes;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Splitting;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Splitting;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Stages.Split;

/// <summary>Split on Spark: each partition holds whole users, and the rules of <c>models/</c> give its rows their roles.</summary>
internal sealed class SplitSpark : IDisposable
{
    private readonly StageContext _context;
    private readonly DataFrame _ratings;
    private readonly Broadcast _users, _items;
    private readonly RatingRows _noRows;
    private readonly Lazy<SortedDictionary<long, long>> _days; // rows of each day

    /// <param name="context">Session and catalog.</param>
    /// <param name="table">With the columns of <c>ratings</c>.</param>
    public SplitSpark(StageContext context, string table = "ratings")
    {
        _context = context;
        var (users, items) = (context.Run.Catalog.UserIds(), context.Run.Catalog.ItemIds());
        _noRows = new RatingRows([], [], [], [], users, items);
        _users = context.Spark.Broadcast(Packed.Ids(users));
        _items = context.Spark.Broadcast(Packed.Ids(items));
        _ratings = context.ByUser(context.Frame(table)).Persist(StorageLevel.MemoryAndDisk);
        _days = new(Days);
    }

    public static void Run(StageContext context)
    {
        using var split = new SplitSpark(context);
        RatingChecks.Check(context, split.Facts());
        var proofs = new JsonArray();
        var folds = TableNames.Folds(context.Options).ToArray();
        for (int i = 0; i < folds.Length; i++)
        {
            proofs.Add(split.Cut(folds[i]));
            context.Progress((i + 1.0) / folds.Length);
        }
        context.Properties["proofs"] = proofs;
    }

    public void Dispose()
    {
        _ratings.Unpersist();
        _users.Dispose();
        _items.Dispose();
    }

    /// <summary>All ratings with their roles by one split, planned: whole users in a partition, sorted by user and item.</summary>
    public AssignedRows Assign(string protocol, int fold)
    {
        var split = SplitStage.SplitOf(_context.Options, protocol);
        byte[] argument = Argument(protocol, fold, split is GlobalTimeSplit timed ? timed.WindowOf(_days.Value, fold) : default);
        Broadcast[] own = split switch
        {
            StrongGeneralisation heldOut => HeldOut(heldOut, fold, argument),
            GlobalTimeSplit => [EarlierItems(argument)],
            _ => [],
        };
        Broadcast[] all = [_users, _items, .. own];
        return new AssignedRows(_ratings.MapBatches(SplitRows.Assign, SplitRows.Roles, argument, all), argument, all, own);
    }

    private RatingFacts Facts() => RatingFactsTask.Sum(
        _ratings.MapBatches(RatingFactsTask.Look, RatingFactsTask.Facts, Argument(Splits.Names[0], fold: 0), _users, _items)
            .CollectBatch());

    private byte[] Argument(string protocol, int fold, TimeWindow window = default) =>
        Packed.Json(new SplitTask(protocol, fold, _context.Options.Seed, SplitStage.RulesOf(_context.Options), window));

    private SortedDictionary<long, long> Days()
    {
        var days = new SortedDictionary<long, long>();
        var parts = _ratings.Select("timestamp").MapBatches(SplitRows.CountDays, SplitRows.Days).CollectBatch();
        foreach (var (day, rows) in parts.Values<long>("day").ToArray().Zip(parts.Values<long>("rows").ToArray()))
            days[day] = days.GetValueOrDefault(day) + rows;
        return days;
    }

    private Broadcast EarlierItems(byte[] argument)
    {
        var known = new bool[_context.ItemCount()];
        foreach (int item in _ratings.Select("item_index", "timestamp")
            .MapBatches(SplitRows.EarlierItems, SplitRows.Items, argument, _items).CollectBatch().Values<int>("item_index"))
            known[item] = true;
        return _context.Spark.Broadcast(Packed.Array(known));
    }

    private JsonObject Cut(FoldName fold)
    {
        var split = SplitStage.SplitOf(_context.Options, fold.Protocol);
        using var assigned = Assign(fold.Protocol, fold.Fold);
        var rows = assigned.Rows.Persist(StorageLevel.MemoryAndDisk);
        try
        {
            var (proof, roles) = SplitProof.Sum(fold.Protocol,
                rows.MapBatches(SplitProof.Check, SplitProof.Report, assigned.Argument, assigned.Broadcasts).CollectBatch());
            SplitLocal.Check(_context, fold, proof);
            foreach (var (table, role) in Tables(fold))
                _context.Write(table, Schemas.Ratings, rows.Filter(Col("role").EqualTo((int)role)));
            return SplitLocal.Facts(fold, split, role => roles[(int)role], proof);
        }
        finally
        {
            rows.Unpersist();
        }
    }

    // What looks at all users: how many rows each has, which role it plays, which items train users have.
    private Broadcast[] HeldOut(StrongGeneralisation split, int fold, byte[] argument)
    {
        var counted = _ratings.Select("user_index", "rating").MapBatches(SplitRows.CountKept, SplitRows.Counts, argument).CollectBatch();
        var kept = new int[_noRows.Users];
        for (int row = 0; row < counted.RowCount; row++)
            kept[counted.Values<int>("user_index")[row]] = counted.Values<int>("rows")[row];
        var roleOfUser = split.RolesOfUsers(RowHashes.OfUsers(_noRows, _context.Options.Seed), kept, fold);
        var roles = _context.Spark.Broadcast(System.Array.ConvertAll(roleOfUser, role => (byte)role));
        var known = new bool[_context.ItemCount()];
        foreach (int item in _ratings.Select("user_index", "item_index", "rating")
            .MapBatches(SplitRows.KnownItems, SplitRows.Items, argument, _users, _items, roles).CollectBatch().Values<int>("item_index"))
            known[item] = true;
        return [roles, _context.Spark.Broadcast(Packed.Array(known))];
    }

    private static IEnumerable<(string Table, RowRole Role)> Tables(FoldName fold)
    {
        yield return (fold.Train, RowRole.Train);
        yield return (fold.Test, RowRole.Test);
        if (!fold.HasHeldOutUsers)
            yield break;
        yield return (fold.FoldIn, RowRole.FoldIn);
        yield return (fold.ValidationTest, RowRole.ValidationTest);
        yield return (fold.ValidationFoldIn, RowRole.ValidationFoldIn);
    }
}
