using RecPipeline.Formats.Csv;
using RecPipeline.Formats.Parquet;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Cleaning;
using RecPipeline.Spark.Gateway;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>Clean on Spark: executors parse, judge and dedupe; the dictionaries, one id per user and item, and the small items file pass through the driver.</summary>
internal static class CleanSpark
{
    /// <summary>Ids that are numbers, one of the duplicates as it is, and ratings as they are.</summary>
    public static bool Handles(PipelineOptions options) =>
        options.Clean.IdType is { User: "int64", Item: "int64" } && options.Clean is { Duplicates: "latest" or "max", HalfLifeDays: 0 };

    /// <summary>Why executors cannot read a form; null where they can. A Netflix row needs the heading above it; Spark refuses nanoseconds, and other types in each file.</summary>
    public static string? Reason(CsvLayout layout, InputParts parts) => layout.Form switch
    {
        RatingsForm.Netflix => "a row of a Netflix file needs the heading above it",
        RatingsForm.Parquet when !ParquetRatings.AreForSpark(parts.Files.Paths, layout.RatingNames) => "these Parquet files differ in their types, or have times in nanoseconds, which Spark does not read",
        RatingsForm.SparkTable => null,
        _ => DriverInput.Reason(parts),
    };

    public static void Run(StageContext context, InputParts parts)
    {
        var layout = InputLayout.Of(context.Options);
        try
        {
            Clean(context, layout, parts);
        }
        catch (Exception error) when (error is CsvFormatException or ParquetFormatException)
        {
            throw new UsageException(error.Message, error);
        }
        catch (SparkGatewayException error) when (SparkErrors.Advice(error) is null)
        {
            Diagnose(context, layout, parts);
            throw;
        }
    }

    // What Spark says of a damaged file names neither its byte nor what to do.
    private static void Diagnose(StageContext context, CsvLayout layout, InputParts parts)
    {
        try
        {
            DriverInput.Diagnose(context, parts, layout);
        }
        catch (Exception error) when (error is CsvFormatException or ParquetFormatException)
        {
            throw new UsageException(error.Message, error);
        }
    }

    private static void Clean(StageContext context, CsvLayout layout, InputParts parts)
    {
        var files = parts.Files;
        var badItems = new RejectedRows(files);
        var items = CleanLocal.ReadItems(context, layout, badItems);
        using var lines = new ParsedLines(context, parts, layout, CleanStage.Rules(context.Options.Clean, items), items?.Table.Ids);
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
