using RecPipeline.Formats.Csv;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Cleaning;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Cleaning;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>The lines of the ratings files as Spark holds them: parsed, judged, counted by block and reason.</summary>
internal sealed class ParsedLines : IDisposable
{
    private readonly StageContext _context;
    private readonly InputFiles _files;
    private readonly LineRules _rules;
    private readonly Broadcast? _known;
    private readonly DataFrame _lines, _parsed;
    private readonly (long Block, int Reason, long Rows, long Last)[] _counts;

    public ParsedLines(StageContext context, InputParts parts, CsvLayout layout, RatingRules rules, long[]? knownItems)
    {
        (_context, _files) = (context, parts.Files);
        _rules = new LineRules(_files.Words, LineForm.Of(layout), RatingsHeader.Read(_files, layout), RatingLimits.Of(rules))
        {
            MaxLineBytes = layout.MaxRecordBytes, PackedFiles = DriverInput.Packed(parts), MaxExpandedBytes = context.Options.Input.MaxExpandedBytes,
            Constants = FileLines.Constants(_files, layout),
        };
        _known = rules.KnownItems is null ? null : context.Spark.Broadcast(Packed.Array(knownItems!));
        _lines = FileLines.Read(context, _files, layout);
        _parsed = _lines.MapBatches(RatingLines.Parse, RatingLines.Parsed, Packed.Json(_rules), _known is null ? [] : [_known]).Persist(StorageLevel.MemoryAndDisk);
        _counts = Count();
        context.Progress(0.5);
    }

    /// <summary>Lines of the files, headers not.</summary>
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
    public string Worst() => RejectedRows.Worst(RejectReasons.All.Where(reason => Rows(reason) > 0).Select(reason => (reason, Rows(reason), new Func<(string, string)>(() => First(reason)))));

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
        _lines.Unpersist();
        _known?.Dispose();
    }

    private BlockLines Blocks => BlockLines.Of(_files.Names, _counts.GroupBy(each => each.Block).Select(block => (block.Key, block.Max(each => each.Last) + 1)));

    private long Rows(RejectReason reason) => _counts.Where(each => each.Reason == (int)reason).Sum(each => each.Rows);

    private (string Where, string Text) First(RejectReason reason)
    {
        var row = _parsed.Filter(Col("reason").EqualTo((int)reason)).OrderBy("block", "row").Select("block", "row", "text").First();
        var (blocks, block) = (Blocks, row.GetAs<long>("block"));
        return (RejectedRows.Where(_files, blocks.File(block), blocks.Line(block, row.GetAs<long>("row"))), row.GetAs<string>("text"));
    }

    private (long Block, int Reason, long Rows, long Last)[] Count()
    {
        (long Block, int, long, long)[] counts =
        [
            .. _parsed.GroupBy("block", "reason").Agg(Functions.Count("*").Alias("rows"), Max("row").Alias("last")).Collect()
                .Select(row => (row.GetAs<long>("block"), row.GetAs<int>("reason"), row.GetAs<long>("rows"), row.GetAs<long>("last"))),
        ];
        return counts.All(each => each.Block >= 0) ? counts : throw new InvalidOperationException($"Cleaning '{_files.Words}': Spark read lines of a file that it had not named.");
    }
}
