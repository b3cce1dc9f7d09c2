using System.Text.Json.Nodes;
using RecPipeline.Formats.Parquet;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Clean.Describing;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Cleaning;
using RecPipeline.Models;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Jobs.Stages.Clean;

internal static class CleanLocal
{
    public static void Run(StageContext context)
    {
        try
        {
            Clean(context, InputLayout.Of(context.Options));
        }
        catch (Exception error) when (error is CsvFormatException or ParquetFormatException)
        {
            throw new UsageException(error.Message + HeaderAdvice.Of(error as CsvFormatException, context.Options), error);
        }
    }

    private static void Clean(StageContext context, CsvLayout layout)
    {
        var files = RatingsFiles.Of(context, layout).Files;
        var (options, rejected) = (context.Options.Clean, new RejectedRows(files));
        var described = new Descriptions(context, layout, rejected.AddOfDescriptions);
        var items = described.Items;
        var raw = RatingsReader.Read(context, files, layout, CleanStage.Rules(options, items), rejected);
        var numbered = Numbered(raw, options, context.Threads);
        var deduplicated = Deduplicator.Run(numbered.Rows, numbered.Users.Count, CleanStage.Duplicates(options), context.Threads);
        bool areMerged = options.DuplicateRows == "merged";
        if (!areMerged)
            DroppedDuplicates.Add(context, files, layout, raw, deduplicated, rejected);
        OriginalLines.Restore(files, layout, rejected);
        var filters = new RowFilters(options);
        var kept = filters.Apply(numbered with { Rows = deduplicated.Kept }, Stopped(options, numbered.Items, items));
        var account = RowAccount.Of(raw.RowsRead, kept.Rows.Count, rejected.Counts())
            .With(filters.Dropped) with { Merged = areMerged ? deduplicated.DroppedRows.Length : 0 };
        Check(context, account, () => rejected.Worst(path => new RowWords(layout, RatingsHeader.Read(files, layout), path, options)),
            () => Advice(raw.TextUsers, raw.TextItems) + described.Advice(account));
        var all = UnratedItems.Add(options, kept.Items, numbered.Items, items);
        Write(context, kept with { Rows = UnratedItems.Renumber(kept.Rows, kept.Items, all), Items = all }, items, rejected);
        context.Properties["row_account"] = Facts(account);
        described.Finish(account, kept.Users, all, kept.Items);
    }

    // The stoplist needs titles: without an items file it is refused, not ignored.
    public static Func<int, bool>? Stopped(CleanOptions options, RawIds ids, ItemsFile? items)
    {
        if (options.StopList.Length == 0)
            return null;
        if (items is null)
            throw new UsageException(
                "clean.stopList matches titles, but there is no items file. Name one with --items, or leave clean.stopList empty.");
        if (!items.Table.HasTitles)
            throw new UsageException(
                "clean.stopList matches titles, but input.table.title is empty. Name the column of the titles, "
                + "or leave clean.stopList empty.");
        var list = new StopList(ListFile.Read(options.StopList).Select(line => line.Text));
        return item => items.RowOf(ids, item) is { } row && list.Stops(items.Table.Titles[row]);
    }

    private static NumberedRatings Numbered(RawRatings raw, CleanOptions options, int threads)
    {
        var (user, users) = raw.Users.Number(threads);
        var (item, items) = raw.Items.Number(threads);
        float[] ratings = options.HalfLifeDays > 0 ? TimeDecay.Apply(raw.Rating, raw.Timestamp, options.HalfLifeDays) : raw.Rating;
        return new NumberedRatings(new RatingTable(user, item, ratings, raw.Timestamp), users, items);
    }

    /// <param name="worst">The most frequent faults in words, asked for when there are too many.</param>
    /// <param name="advice">What to do about them, beside the usual.</param>
    public static void Check(StageContext context, RowAccount account, Func<string> worst, Func<string> advice)
    {
        if (!account.Balanced)
            throw new InvalidOperationException($"The row account does not balance: {Facts(account).ToJsonString()}.");
        string file = context.Options.Input.Ratings;
        if (account.RowsIn == 0)
            throw new PipelineException(ExitCode.Failed, $"Cleaning '{file}': the file holds no ratings. Check that its writer finished.");
        double limit = context.Options.Clean.MaxRejectedShare;
        if (account.Kept == 0 && account.RejectedShare <= limit && account.Filtered.Values.Sum() > 0)
            throw new PipelineException(ExitCode.Failed, FilterWords.NothingLeft(file, account, worst));
        if (account.RejectedShare > limit || account.Kept == 0)
            throw new PipelineException(ExitCode.Failed,
                $"Cleaning '{file}': {account.RowsRejected:N0} of {account.RowsIn:N0} rows ({account.RejectedShare:0.0%}) were rejected; "
                + $"clean.maxRejectedShare allows {limit:0.0%}.\n{worst()}\nCorrect the file, widen the rules under 'clean', "
                + $"name another --layout, or raise clean.maxRejectedShare.{advice()}");
    }

    /// <summary>What to do where ids are texts that should be numbers: rows with such users, and such items.</summary>
    public static string Advice(long users, long items) => Advice("user", users) + Advice("item", items);

    private static string Advice(string kind, long rows) => rows == 0
        ? ""
        : $"\nIn {rows:N0} of these rows the {kind} id is no whole number; if the ids of this file are texts, "
            + $"set clean.idType.{kind}=string.";

    private static void Write(StageContext context, NumberedRatings kept, ItemsFile? items, RejectedRows rejected)
    {
        var (rows, users, itemIds) = kept;
        context.Write("ratings", Schemas.Ratings, Columns.Int32(rows.User), Columns.Int32(rows.Item), Columns.Float32(rows.Rating),
            Columns.Int64(rows.Timestamp));
        context.Write("users", Schemas.Users.WithIds(user: Columns.IdType(users)), Columns.Indexes(users.Count), Columns.Ids(users));
        var described = ItemsBatch.Of(itemIds, items);
        context.Draft("items", described.Schema).Write(described);
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
            ["merged"] = account.Merged,
            ["duplicate_exact"] = account.DuplicateExact,
            ["duplicate_conflict"] = account.DuplicateConflict,
            ["filtered"] = filtered,
        };
    }
}
