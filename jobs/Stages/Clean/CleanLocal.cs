using System.Text.Json.Nodes;
using RecPipeline.Formats.Csv;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Jobs.Stages.Clean;

internal static class CleanLocal
{
    public static void Run(StageContext context)
    {
        try
        {
            Clean(context, CsvLayouts.Named(context.Options.Input.Layout));
        }
        catch (CsvFormatException error)
        {
            throw new UsageException(error.Message, error);
        }
    }

    private static void Clean(StageContext context, CsvLayout layout)
    {
        var rejected = new RejectedRows();
        var items = ReadItems(context, layout, rejected);
        var rules = CleanStage.Rules(context.Options.Clean, items is null ? null : new IdSet(items.Ids));
        var raw = RatingsReader.Read(context, layout, rules, rejected);
        var (users, itemIds) = (IdDictionary.Build(raw.User), IdDictionary.Build(raw.Item));
        var deduplicated = Deduplicator.Run(Numbered(raw, users, itemIds, context.Threads), users.Count, DuplicateRule.Latest, context.Threads);
        DroppedDuplicates.Add(context, layout, raw, deduplicated, rejected);
        var filters = new RowFilters(context.Options.Clean);
        var kept = filters.Apply(new NumberedRatings(deduplicated.Kept, users, itemIds), Stopped(context, items));
        var account = RowAccount.Of(raw.RowsRead, kept.Rows.Count, rejected.CountsOf(context.Options.Input.Ratings)) with { Filtered = filters.Dropped };
        Check(context, account, () => rejected.Worst(context.Options.Input.Ratings));
        Write(context, kept, items, rejected);
        context.Properties["row_account"] = Facts(account);
    }

    // The stoplist needs titles: without an items file it is refused, not ignored.
    public static Func<long, bool>? Stopped(StageContext context, ItemsTable? items)
    {
        if (context.Options.Clean.StopList.Length == 0)
            return null;
        if (items is null)
            throw new UsageException("clean.stopList matches titles, but there is no items file. Name one with --items, or leave clean.stopList empty.");
        var list = new StopList(RawFile.Lines(context.Options.Clean.StopList));
        var stopped = new IdSet([.. Enumerable.Range(0, items.Count).Where(row => list.Stops(items.Titles[row])).Select(row => items.Ids[row])]);
        return stopped.Contains;
    }

    public static ItemsTable? ReadItems(StageContext context, CsvLayout layout, RejectedRows rejected)
    {
        string file = context.Options.Input.Items;
        if (file.Length == 0)
            return null;
        using var stream = RawFile.Open(file);
        var items = ItemsCsv.Read(stream, file, layout, context.Cancellation);
        foreach (var bad in items.BadRows)
            rejected.Add(file, bad.Line, (RejectReason)bad.Fault, bad.Text);
        return items;
    }

    private static RatingTable Numbered(RawRatings raw, IdDictionary users, IdDictionary items, int threads)
    {
        var (user, item) = (new int[raw.Count], new int[raw.Count]);
        users.Map(raw.User, user, threads);
        items.Map(raw.Item, item, threads);
        return new RatingTable(user, item, raw.Rating, raw.Timestamp);
    }

    /// <param name="worst">The most frequent faults in words, asked for when there are too many.</param>
    public static void Check(StageContext context, RowAccount account, Func<string> worst)
    {
        if (!account.Balanced)
            throw new InvalidOperationException($"The row account does not balance: {Facts(account).ToJsonString()}.");
        string file = context.Options.Input.Ratings;
        if (account.RowsIn == 0)
            throw new PipelineException(ExitCode.Failed, $"Cleaning '{file}': the file holds no ratings. Check that its writer finished.");
        double limit = context.Options.Clean.MaxRejectedShare;
        if (account.Kept == 0 && account.Filtered.Values.Sum() > 0)
            throw new PipelineException(ExitCode.Failed, $"Cleaning '{file}': the filters {string.Join(", ", account.Filtered.Keys)} under 'clean' left no rating. Widen them.");
        if (account.RejectedShare > limit || account.Kept == 0)
            throw new PipelineException(ExitCode.Failed, $"Cleaning '{file}': {account.RowsRejected:N0} of {account.RowsIn:N0} rows ({account.RejectedShare:0.0%}) were rejected; clean.maxRejectedShare allows {limit:0.0%}.\n{worst()}\nCorrect the file, widen the rules under 'clean', name another --layout, or raise clean.maxRejectedShare.");
    }

    private static void Write(StageContext context, NumberedRatings kept, ItemsTable? items, RejectedRows rejected)
    {
        var (rows, users, itemIds) = kept;
        context.Write("ratings", Schemas.Ratings, Columns.Int32(rows.User), Columns.Int32(rows.Item), Columns.Float32(rows.Rating), Columns.Int64(rows.Timestamp));
        context.Write("users", Schemas.Users, Columns.Indexes(users.Count), Columns.Int64(users.Ids));
        context.Draft("items", Schemas.Items).Write(ItemsBatch.Of(itemIds, items));
        context.Draft("rejected", Schemas.Rejected).Write(rejected.ToBatch());
    }

    public static JsonObject Facts(RowAccount account)
    {
        var byReason = new JsonObject();
        foreach (var (reason, count) in account.Rejected)
            byReason[RejectReasons.Name(reason)] = count;
        var filtered = new JsonObject();
        foreach (var (filter, count) in account.Filtered)
            filtered[filter] = count;
        return new JsonObject
        {
            ["rows_in"] = account.RowsIn,
            ["kept"] = account.Kept,
            ["rejected"] = byReason,
            ["duplicate_exact"] = account.DuplicateExact,
            ["duplicate_conflict"] = account.DuplicateConflict,
            ["filtered"] = filtered,
        };
    }
}
