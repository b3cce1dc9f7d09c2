using RecPipeline.Formats.Csv;
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
    private readonly Broadcast? _known;
    private readonly BlockParse _blocks;

    public ParsedLines(StageContext context, InputFiles files, CsvLayout layout, RatingRules rules, long[]? knownItems)
    {
        (_context, _files) = (context, files);
        var lineRules = new LineRules(files.Words, LineForm.Of(layout), RatingsHeader.Read(files, layout), RatingLimits.Of(rules));
        _known = rules.KnownItems is null ? null : context.Spark.Broadcast(Packed.Array(knownItems!));
        _blocks = BlockParse.Of(context, files, FileLines.Read(context, files), lineRules, rules.KnownItems, _known is null ? [] : [_known]);
        context.Progress(0.5);
    }

    /// <summary>Records of the files, headers not.</summary>
    public long RowsRead => _blocks.Counts.Where(each => each.Reason >= 0).Sum(each => each.Rows);

    /// <summary>Lines that hold a rating by the rules, duplicates among them.</summary>
    public long Valid => Rows(RejectReason.None);

    /// <summary>block, row, user, item, rating, timestamp of each valid line.</summary>
    public DataFrame Ratings => _blocks.Rows.Filter(Col("reason").EqualTo((int)RejectReason.None)).Select("block", "row", "user", "item", "rating", "timestamp");

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
        var judged = _blocks.Rows.Filter(Col("reason") > (int)RejectReason.None).Select("block", "row", "reason", "text");
        if (duplicates is not null)
        {
            judged = judged.Union(_blocks.Texts(_context).Join(Broadcast(duplicates), ["block", "row"]).Select("block", "row", "reason", "text"));
        }
        var rows = judged.MapBatches(RejectedLines.Tell, RejectedLines.Rejected, Packed.Json(_blocks.Lines))
            .Union(_context.Spark.CreateDataFrame(badItems.ToBatch()));
        _context.Write("rejected", Schemas.Rejected, rows.Coalesce(1).SortWithinPartitions(Col("file"), Col("line")));
    }

    public void Dispose()
    {
        _blocks.Dispose();
        _known?.Dispose();
    }

    private long Rows(RejectReason reason) => _blocks.Counts.Where(each => each.Reason == (int)reason).Sum(each => each.Rows);

    private (string Where, string Text) First(RejectReason reason)
    {
        var row = _blocks.Rows.Filter(Col("reason").EqualTo((int)reason)).OrderBy("block", "row").Select("block", "row", "text").First();
        var (blocks, block) = (_blocks.Lines, row.GetAs<long>("block"));
        return (RejectedRows.Where(_files, blocks.File(block), blocks.Line(block, row.GetAs<long>("row"))), row.GetAs<string>("text"));
    }
}
