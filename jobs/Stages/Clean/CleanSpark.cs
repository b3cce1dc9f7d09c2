using RecPipeline.Formats.Csv;
using RecPipeline.Formats.Parquet;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>Clean on Spark: executors parse, judge and dedupe; the dictionaries, one id per user and item, and the small items file pass through the driver.</summary>
internal static class CleanSpark
{
    /// <summary>Ids that are numbers, one of the duplicates as it is, and ratings as they are.</summary>
    public static bool Handles(PipelineOptions options) =>
        options.Clean.IdType is { User: "int64", Item: "int64" } && options.Clean is { Duplicates: "latest" or "max", HalfLifeDays: 0 };

    /// <summary>Forms whose rows stand by themselves: a Netflix row needs the heading above it. Parquet files must have the same types, none of them one that Spark refuses.</summary>
    public static bool Handles(PipelineOptions options, CsvLayout layout) => layout.Form switch
    {
        RatingsForm.Netflix => false,
        RatingsForm.Parquet => ParquetRatings.AreForSpark(InputFiles.Of(options.Input.Ratings).Paths, layout.RatingNames),
        _ => true,
    };

    public static void Run(StageContext context)
    {
        try
        {
            Clean(context, InputLayout.Of(context.Options));
        }
        catch (Exception error) when (error is CsvFormatException or ParquetFormatException)
        {
            throw new UsageException(error.Message, error);
        }
    }

    private static void Clean(StageContext context, CsvLayout layout)
    {
        var files = RatingsFiles.OfSpark(context.Options, layout);
        var badItems = new RejectedRows(files);
        var items = CleanLocal.ReadItems(context, layout, badItems);
        using var lines = new ParsedLines(context, files, layout, CleanStage.Rules(context.Options.Clean, items), items?.Table.Ids);
        var ratings = new DedupedRatings(context, lines);
        var filters = new RowFilters(context.Options.Clean);
        var (users, itemIds) = ratings.Dictionaries(filters, ids => CleanLocal.Stopped(context.Options.Clean, ids, items));
        long kept = ratings.Write(users, itemIds);
        long filtered = filters.Dropped.Values.Sum();
        var duplicates = ratings.Duplicates(lines.Valid - kept - filtered);
        var account = RowAccount.Of(lines.RowsRead, kept, lines.Counts(duplicates)) with { Filtered = filters.Dropped };
        CleanLocal.Check(context, account, () => lines.Worst());
        context.Write("users", Schemas.Users, Columns.Indexes(users.Count), Columns.Ids(users));
        context.Draft("items", Schemas.Items).Write(ItemsBatch.Of(itemIds, items));
        lines.WriteRejected(duplicates, badItems);
        context.Properties["row_account"] = CleanLocal.Facts(account);
    }
}
