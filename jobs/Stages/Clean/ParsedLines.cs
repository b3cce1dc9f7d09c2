using RecPipeline.Formats.Csv;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Cleaning;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Cleaning;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>The lines of the ratings file as Spark holds them: parsed, judged, counted by block and reason.</summary>
internal sealed class ParsedLines : IDisposable
{
    private readonly StageContext _context;
    private readonly LineRules _rules;
    private readonly Broadcast? _known;
    private readonly DataFrame _lines, _parsed;
    private readonly (long Block, int Reason, long Rows, long Last)[] _counts;

    public ParsedLines(StageContext context, CsvLayout layout, RatingRules rules, long[]? knownItems)
    {
        string file = context.Options.Input.Ratings;
        (_context, _rules) = (context, new LineRules(file, layout.Name, Header(file, layout), RatingLimits.Of(rules)));
        _known = rules.KnownItems is null ? null : context.Spark.Broadcast(Packed.Array(knownItems!));
        _lines = Lines(context, file);
        _parsed = _lines.MapBatches(RatingLines.Parse, RatingLines.Parsed, Packed.Json(_rules), _known is null ? [] : [_known]).Persist(StorageLevel.MemoryAndDisk);
        _counts = Count();
        context.Progress(0.5);
    }

    /// <summary>Lines of the file, the header not.</summary>
    public long RowsRead => _counts.Where(each => each.Reason != RatingLines.HeaderLine).Sum(each => each.Rows);

    /// <summary>Lines that hold a rating by the rules, duplicates among them.</summary>
    public long Valid => Rows(RejectReason.None);

    /// <summary>block, row, user, item, rating, timestamp of each valid line.</summary>
    public DataFrame Ratings => _parsed.Filter(Col("reason").EqualTo((int)RejectReason.None)).Select("block", "row", "user", "item", "rating", "timestamp");

    /// <summary>One count per reason, with the duplicates that were found later.</summary>
    public long[] Counts(DataFrame? duplicates)
    {
        long[] counts = [.. Enum.GetValues<RejectReason>().Select(Rows)];
        foreach (var row in duplicates?.GroupBy("reason").Count().Collect() ?? [])
            counts[row.GetAs<int>("reason")] += row.GetAs<long>("count");
        counts[(int)RejectReason.None] = 0;
        return counts;
    }

    /// <summary>The most frequent faults in words.</summary>
    public string Worst() => RejectedRows.Worst(RejectReasons.All.Where(reason => Rows(reason) > 0).Select(reason => (reason, Rows(reason), new Func<(long, string)>(() => First(reason)))));

    /// <summary>Writes the table <c>rejected</c>: lines that were judged, duplicates with their text, and bad rows of the items file.</summary>
    public void WriteRejected(DataFrame? duplicates, RejectedRows badItems)
    {
        var judged = _parsed.Filter(Col("reason") > (int)RejectReason.None).Select("block", "row", "reason", "text");
        if (duplicates is not null)
        {
            var texts = _lines.MapBatches(RatingLines.Read, RatingLines.Texts, Packed.Json(_rules));
            judged = judged.Union(texts.Join(Broadcast(duplicates), ["block", "row"]).Select("block", "row", "reason", "text"));
        }
        var rows = judged.MapBatches(RejectedLines.Tell, RejectedLines.Rejected, Packed.Json(Blocks))
            .Union(_context.Spark.CreateDataFrame(badItems.ToBatch()));
        _context.Write("rejected", Schemas.Rejected, rows.Coalesce(1).SortWithinPartitions(Col("file"), Col("line")));
    }

    public void Dispose()
    {
        _parsed.Unpersist();
        _known?.Dispose();
    }

    private BlockLines Blocks => BlockLines.Of(Path.GetFileName(_rules.File), _counts.GroupBy(each => each.Block).Select(block => (block.Key, block.Max(each => each.Last) + 1)));

    private long Rows(RejectReason reason) => _counts.Where(each => each.Reason == (int)reason).Sum(each => each.Rows);

    private (long Line, string Text) First(RejectReason reason)
    {
        var row = _parsed.Filter(Col("reason").EqualTo((int)reason)).OrderBy("block", "row").Select("block", "row", "text").First();
        return (Blocks.Line(row.GetAs<long>("block"), row.GetAs<long>("row")), row.GetAs<string>("text"));
    }

    private (long, int, long, long)[] Count() =>
    [
        .. _parsed.GroupBy("block", "reason").Agg(Functions.Count("*").Alias("rows"), Max("row").Alias("last")).Collect()
            .Select(row => (row.GetAs<long>("block"), row.GetAs<int>("reason"), row.GetAs<long>("rows"), row.GetAs<long>("last"))),
    ];

    // Lines end at LF alone, as on the local engine; the bytes are judged, so no decoding may come before.
    private static DataFrame Lines(StageContext context, string file) => context.Spark.Read().Format("text").Option("lineSep", "\n").Load(Stores.SparkPath(file))
        .Select(Col("value").Cast("binary").Alias("line"), CallFunction("input_file_block_start").Alias("block"));

    private static IReadOnlyList<string> Header(string file, CsvLayout layout)
    {
        using var stream = RawFile.Open(file);
        if (stream.Length == 0)
            throw new PipelineException(ExitCode.Failed, $"Cleaning '{file}': the file is empty. Check that its writer finished.");
        return RatingsCsv.ReadHeader(stream, file, layout);
    }
}
