using RecPipeline.Formats.Parquet;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Clean.Describing;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.Cleaning;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Spark.Gateway;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>
/// Clean on Spark: executors parse, judge and dedupe; the dictionaries, one id per user and item, and the small items file pass through the
/// driver.
/// </summary>
internal static class CleanSpark
{
    /// <summary>What these options ask for that only the local form does.</summary>
    public static IEnumerable<string> Unhandled(PipelineOptions options)
    {
        if (options.Clean.IdType is not { User: "int64", Item: "int64" })
            yield return "ids that are strings (clean.idType)";
        if (options.Clean.Duplicates is not ("latest" or "max"))
            yield return $"clean.duplicates={options.Clean.Duplicates}";
        if (options.Clean.HalfLifeDays > 0)
            yield return "decayed confidences (clean.halfLifeDays)";
    }

    /// <summary>
    /// Why executors cannot read a form; null where they can. A Netflix row needs the heading above it; Spark refuses nanoseconds, and
    /// other types in each file.
    /// </summary>
    public static string? Reason(CsvLayout layout, InputParts parts) => layout.Form switch
    {
        RatingsForm.Netflix => "a row of a Netflix file needs the heading above it",
        RatingsForm.Parquet when !ParquetRatings.AreForSpark(parts.Files.Paths, layout.RatingNames) =>
            "these Parquet files differ in their types, or have times in nanoseconds, which Spark does not read",
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
            throw new UsageException(error.Message + HeaderAdvice.Of(error as CsvFormatException, context.Options), error);
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
            DriverInput.Diagnose(context.Options, parts, layout, context.Cancellation);
        }
        catch (Exception error) when (error is CsvFormatException or ParquetFormatException)
        {
            throw new UsageException(error.Message + HeaderAdvice.Of(error as CsvFormatException, context.Options), error);
        }
    }

    private static void Clean(StageContext context, CsvLayout layout, InputParts parts)
    {
        var files = parts.Files;
        var badItems = new RejectedRows(files);
        var described = new Descriptions(context, layout, badItems.AddOfDescriptions);
        var items = described.Items;
        using var lines = new ParsedLines(context, parts, layout, CleanStage.Rules(context.Options.Clean, items), items?.Table.Ids);
        var ratings = new DedupedRatings(context, lines);
        var filters = new RowFilters(context.Options.Clean);
        RawIds? rated = null;
        var (users, keptItems) = ratings.Dictionaries(filters, ids => CleanLocal.Stopped(context.Options.Clean, rated = ids, items));
        var itemIds = UnratedItems.Add(context.Options.Clean, keptItems, rated!, items);
        long kept = ratings.Write(users, itemIds);
        long filtered = filters.Dropped.Values.Sum();
        bool areMerged = context.Options.Clean.DuplicateRows == "merged";
        var duplicates = areMerged ? null : ratings.Duplicates(lines.Valid - kept - filtered);
        long[] counts = lines.Counts(duplicates);
        var account = RowAccount.Of(lines.RowsRead, kept, counts)
            .With(filters.Dropped) with { Merged = areMerged ? lines.Valid - kept - filtered : 0 };
        CleanLocal.Check(
            context, account,
            () => lines.Worst(
                counts, duplicates, path => new RowWords(layout, RatingsHeader.Read(files, layout), path, context.Options.Clean)),
                () => lines.Advice() + described.Advice(account));
        context.Write("users", Schemas.Users, Columns.Indexes(users.Count), Columns.Ids(users));
        context.Draft("items", Schemas.Items).Write(ItemsBatch.Of(itemIds, items));
        lines.WriteRejected(duplicates, badItems);
        context.Properties["row_account"] = CleanLocal.Facts(account);
        described.Finish(account, users, itemIds, keptItems);
    }
}
