using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Cleaning;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs.Cleaning;
using RecPipeline.Udfs;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>The lines of the ratings files as Spark holds them: parsed, judged, counted by block and reason.</summary>
internal sealed class ParsedLines : IDisposable
{
    private readonly StageContext _context;
    private readonly InputFiles _files;
    private readonly LineRules _rules;
    private readonly Broadcast? _known;
    private readonly DataFrame _lines;
    private readonly BlockParse _blocks;

    public ParsedLines(StageContext context, InputParts parts, CsvLayout layout, RatingRules rules, long[]? knownItems)
    {
        (_context, _files) = (context, parts.Files);
        _rules = new LineRules(_files.Words, LineForm.Of(layout), RatingsHeader.Read(_files, layout), RatingLimits.Of(rules))
        {
            MaxLineBytes = layout.MaxRecordBytes, PackedFiles = DriverInput.Packed(parts),
            MaxExpandedBytes = context.Options.Input.MaxExpandedBytes,
            Constants = FileLines.Constants(_files, layout),
        };
        _known = rules.KnownItems is null ? null : context.Spark.Broadcast(Packed.Array(knownItems!));
        _lines = FileLines.Read(context, _files, layout);
        _blocks = BlockParse.Of(context, _files, _lines, _rules, rules.KnownItems, _known is null ? [] : [_known]);
        context.Progress(0.5);
    }

    /// <summary>Records of the files, headers not.</summary>
    public long RowsRead => _blocks.Counts.Where(each => each.Reason >= 0).Sum(each => each.Rows);

    /// <summary>Lines that hold a rating by the rules, duplicates among them.</summary>
    public long Valid => Rows(RejectReason.None);

    /// <summary>block, row, user, item, rating, timestamp of each valid line.</summary>
    public DataFrame Ratings =>
        _blocks.Rows.Filter(Col("reason").EqualTo((int)RejectReason.None)).Select("block", "row", "user", "item", "rating", "timestamp");

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
    public string Worst(long[] counts, DataFrame? duplicates, Func<string, RowWords> words)
    {
        var reasons = Enum.GetValues<RejectReason>().Where(reason => counts[(int)reason] > 0);
        return RejectedRows.Worst(
            words,
            reasons.Select(reason => (reason, counts[(int)reason], new Func<(string, string, string)>(() => First(reason, duplicates)))));
    }

    /// <summary>What to do where ids are texts that should be numbers.</summary>
    public string Advice()
    {
        if (Rows(RejectReason.Number) == 0)
            return "";
        var texts = _blocks.Rows.Filter(Col("reason").EqualTo((int)RejectReason.Number)).Select("text");
        var counts = texts.MapBatches(RatingLines.CountTexts, RatingLines.TextCounts, Packed.Json(_rules)).CollectBatch();
        return CleanLocal.Advice(counts.Values<long>("users").ToArray().Sum(), counts.Values<long>("items").ToArray().Sum());
    }

    /// <summary>
    /// Writes the table <c>rejected</c>: lines that were judged, duplicates with their text, and bad rows of the items file.
    /// </summary>
    public void WriteRejected(DataFrame? duplicates, RejectedRows badItems)
    {
        var judged = Faulty.Select("block", "row", "reason", "text");
        if (duplicates is not null)
            judged = judged.Union(_blocks.Texts(_context).Join(Broadcast(duplicates), ["block", "row"])
                .Select("block", "row", "reason", "text"));
        var rows = judged.MapBatches(RejectedLines.Tell, RejectedLines.Rejected, Packed.Json(_blocks.Lines))
            .Union(_context.Spark.CreateDataFrame(badItems.ToBatch()));
        _context.Write("rejected", Schemas.Rejected, rows.Coalesce(1).SortWithinPartitions(Col("file"), Col("line")));
    }

    public void Dispose()
    {
        _blocks.Dispose();
        _lines.Unpersist();
        _known?.Dispose();
    }

    private long Rows(RejectReason reason) => _blocks.Counts.Where(each => each.Reason == (int)reason).Sum(each => each.Rows);

    private DataFrame Faulty =>
        _blocks.Rows.Filter(Col("reason") > (int)RejectReason.None).Filter(Col("reason") < (int)RejectReason.NullRating);

    // Duplicates are found later, and rows that filter keep no text: for these the line is read again.
    private (string Where, string Text, string Path) First(RejectReason reason, DataFrame? duplicates)
    {
        var rows = RejectReasons.IsDuplicate(reason) ? duplicates! : _blocks.Rows;
        var first = rows.Filter(Col("reason").EqualTo((int)reason)).OrderBy("block", "row").Select("block", "row").First();
        var (blocks, block, row) = (_blocks.Lines, first.GetAs<long>("block"), first.GetAs<long>("row"));
        string text = _blocks.Texts(_context).Filter(Col("block").EqualTo(block)).Filter(Col("row").EqualTo(row)).Select("text").First()
            .GetAs<string>("text");
        return (RejectedRows.Where(_files, blocks.File(block), blocks.Line(block, row)), text, _files.Paths[BlockPlaces.File(block)]);
    }
}
