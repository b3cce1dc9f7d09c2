using RecPipeline.Formats.Csv;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>Clean on Spark: executors parse, judge and dedupe; the dictionaries, one id per user and item, and the small items file pass through the driver.</summary>
internal static class CleanSpark
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
        var badItems = new RejectedRows();
        var items = CleanLocal.ReadItems(context, layout, badItems);
        using var lines = new ParsedLines(context, layout, CleanStage.Rules(context.Options.Clean, items is null ? null : new IdSet(items.Ids)), items?.Ids);
        var ratings = new DedupedRatings(context, lines);
        var filters = new RowFilters(context.Options.Clean);
        var (users, itemIds) = ratings.Dictionaries(filters, CleanLocal.Stopped(context, items));
        long kept = ratings.Write(users, itemIds);
        long filtered = filters.Dropped.Values.Sum();
        var duplicates = ratings.Duplicates(lines.Valid - kept - filtered);
        var account = RowAccount.Of(lines.RowsRead, kept, lines.Counts(duplicates)) with { Filtered = filters.Dropped };
        CleanLocal.Check(context, account, () => lines.Worst());
        context.Write("users", Schemas.Users, Columns.Indexes(users.Count), Columns.Int64(users.Ids));
        context.Draft("items", Schemas.Items).Write(ItemsBatch.Of(itemIds, items));
        lines.WriteRejected(duplicates, badItems);
        context.Properties["row_account"] = CleanLocal.Facts(account);
    }
}
