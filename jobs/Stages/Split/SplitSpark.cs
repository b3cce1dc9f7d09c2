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
    private readonly long[] _userIds;

    private SplitSpark(StageContext context)
    {
        _context = context;
        _userIds = context.Load("users", "user_id").Array<long>("user_id");
        _users = context.Spark.Broadcast(Packed.Array(_userIds));
        _items = context.Spark.Broadcast(Packed.Array(context.Load("items", "item_id").Array<long>("item_id")));
        _ratings = context.Frame("ratings").RepartitionByRange(context.Partitions, Col("user_index"))
            .SortWithinPartitions(Col("user_index"), Col("item_index")).Persist(StorageLevel.MemoryAndDisk);
    }

    public static void Run(StageContext context)
    {
        using var split = new SplitSpark(context);
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

    private JsonObject Cut(FoldName fold)
    {
        var split = SplitStage.SplitOf(_context.Options, fold.Protocol);
        byte[] argument = Packed.Json(new SplitTask(fold.Protocol, fold.Fold, _context.Options.Seed, _context.Options.Evaluate.LiangUsers));
        Broadcast[] broadcasts = [_users, _items, .. split is StrongGeneralisation heldOut ? HeldOut(heldOut, fold, argument) : []];
        var rows = _ratings.MapBatches(SplitRows.Assign, SplitRows.Roles, argument, broadcasts).Persist(StorageLevel.MemoryAndDisk);
        try
        {
            var (proof, roles) = SplitProof.Sum(fold.Protocol, rows.MapBatches(SplitProof.Check, SplitProof.Report, argument, broadcasts).CollectBatch());
            SplitLocal.Check(_context, fold, proof);
            foreach (var (table, role) in Tables(fold))
                _context.Write(table, Schemas.Ratings, rows.Filter(Col("role").EqualTo((int)role)));
            return SplitLocal.Facts(fold, split, role => roles[(int)role], proof);
        }
        finally
        {
            rows.Unpersist();
            foreach (var broadcast in broadcasts.Skip(2))
                broadcast.Dispose();
        }
    }

    // What looks at all users: how many rows each has, which role it plays, which items train users have.
    private Broadcast[] HeldOut(StrongGeneralisation split, FoldName fold, byte[] argument)
    {
        var counted = _ratings.GroupBy("user_index", "rating").Count().CollectBatch();
        var kept = new int[_userIds.Length];
        for (int row = 0; row < counted.RowCount; row++)
            if (split.Keeps(counted.Values<float>("rating")[row]))
                kept[counted.Values<int>("user_index")[row]] += (int)counted.Values<long>("count")[row];
        long[] hashes = System.Array.ConvertAll(_userIds, id => SplitHash.Hash(_context.Options.Seed, id));
        var roles = _context.Spark.Broadcast(System.Array.ConvertAll(split.RolesOfUsers(hashes, kept, fold.Fold), role => (byte)role));
        var known = new bool[_context.ItemCount()];
        foreach (int item in _ratings.MapBatches(SplitRows.KnownItems, SplitRows.Items, argument, _users, _items, roles).CollectBatch().Values<int>("item_index"))
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
