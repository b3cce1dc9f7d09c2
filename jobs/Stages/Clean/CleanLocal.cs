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
        var account = RowAccount.Of(raw.RowsRead, deduplicated.Kept.Count, rejected.CountsOf(context.Options.Input.Ratings));
        Check(context, account, rejected);
        Write(context, deduplicated.Kept, users, itemIds, items, rejected);
        context.Properties["row_account"] = Facts(account);
    }

    private static ItemsTable? ReadItems(StageContext context, CsvLayout layout, RejectedRows rejected)
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

    private static void Check(StageContext context, RowAccount account, RejectedRows rejected)
    {
        if (!account.Balanced)
            throw new InvalidOperationException($"The row account does not balance: {Facts(account).ToJsonString()}.");
        string file = context.Options.Input.Ratings;
        if (account.RowsIn == 0)
            throw new PipelineException(ExitCode.Failed, $"Cleaning '{file}': the file holds no ratings. Check that its writer finished.");
        double limit = context.Options.Clean.MaxRejectedShare;
        if (account.RejectedShare > limit || account.Kept == 0)
            throw new PipelineException(ExitCode.Failed, $"Cleaning '{file}': {account.RowsIn - account.Kept:N0} of {account.RowsIn:N0} rows ({account.RejectedShare:0.0%}) were rejected; clean.maxRejectedShare allows {limit:0.0%}.\n{rejected.Worst(file)}\nCorrect the file, widen the rules under 'clean', name another --layout, or raise clean.maxRejectedShare.");
    }

    private static void Write(StageContext context, RatingTable rows, IdDictionary users, IdDictionary itemIds, ItemsTable? items, RejectedRows rejected)
    {
        context.Write("ratings", Schemas.Ratings, Columns.Int32(rows.User), Columns.Int32(rows.Item), Columns.Float32(rows.Rating), Columns.Int64(rows.Timestamp));
        context.Write("users", Schemas.Users, Columns.Indexes(users.Count), Columns.Int64(users.Ids));
        context.Draft("items", Schemas.Items).Write(ItemsBatch.Of(itemIds, items));
        context.Draft("rejected", Schemas.Rejected).Write(rejected.ToBatch());
    }

    private static JsonObject Facts(RowAccount account)
    {
        var byReason = new JsonObject();
        foreach (var (reason, count) in account.Rejected)
            byReason[RejectReasons.Name(reason)] = count;
        return new JsonObject
        {
            ["rows_in"] = account.RowsIn,
            ["kept"] = account.Kept,
            ["rejected"] = byReason,
            ["duplicate_exact"] = account.DuplicateExact,
            ["duplicate_conflict"] = account.DuplicateConflict,
        };
    }
}
