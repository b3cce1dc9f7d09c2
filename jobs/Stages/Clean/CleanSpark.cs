using RecPipeline.Formats.Csv;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Clean.Describing;
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

    public static void Run(StageContext context, InputParts parts)
    {
        var layout = InputLayout.Of(context.Options);
        try
        {
            Clean(context, layout, parts);
        }
        catch (CsvFormatException error)
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
        catch (CsvFormatException error)
        {
            throw new UsageException(error.Message, error);
        }
    }

    private static void Clean(StageContext context, CsvLayout layout, InputParts parts)
    {
        var files = parts.Files;
        var badItems = new RejectedRows(files);
        var described = new Descriptions(context, layout, badItems);
        var items = described.Items;
        using var lines = new ParsedLines(context, parts, layout, CleanStage.Rules(context.Options.Clean, items), items?.Table.Ids);
        var ratings = new DedupedRatings(context, lines);
        var filters = new RowFilters(context.Options.Clean);
        var (users, itemIds) = ratings.Dictionaries(filters, ids => CleanLocal.Stopped(context.Options.Clean, ids, items));
        long kept = ratings.Write(users, itemIds);
        long filtered = filters.Dropped.Values.Sum();
        var duplicates = ratings.Duplicates(lines.Valid - kept - filtered);
        var account = RowAccount.Of(lines.RowsRead, kept, lines.Counts(duplicates)) with { Filtered = filters.Dropped };
        CleanLocal.Check(context, account, () => lines.Worst(), described.Advice(account));
        context.Write("users", Schemas.Users, Columns.Indexes(users.Count), Columns.Ids(users));
        context.Draft("items", Schemas.Items).Write(ItemsBatch.Of(itemIds, items));
        lines.WriteRejected(duplicates, badItems);
        context.Properties["row_account"] = CleanLocal.Facts(account);
        described.Finish(account, users, itemIds);
    }
}
