using System.Text;
using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Cleaning;
using RecPipeline.Ratings.Csv;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs.Cleaning;
using RecPipeline.Udfs;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>How many records of a block have a reason, or are of the kinds below 0 (<see cref="RatingLines"/>).</summary>
/// <param name="Block">The block.</param>
/// <param name="Reason">Reason or kind.</param>
/// <param name="Rows">Records.</param>
/// <param name="Last">The last line at which one begins, from 0 in the block.</param>
/// <param name="Quotes">Of <see cref="RatingLines.BlockEnd"/>: what quotes do in the block.</param>
internal readonly record struct BlockCount(long Block, int Reason, long Rows, long Last, long Quotes);

/// <summary>
/// The lines of the ratings files, parsed in executors block by block, each block knowing where it begins: in quotes or not.
/// </summary>
/// <remarks>
/// Every block is parsed as if it began outside quotes, and says how it ends in either case. In order of the blocks that tells which begin
/// inside; where there are any, all are parsed once more with these known. Records that go beyond a block come to the driver, which parses
/// them by the same rules (decision 0080).
/// </remarks>
internal sealed class BlockParse : IDisposable
{
    private readonly InputFiles _files;
    private readonly LineRules _rules;
    private readonly DataFrame _lines, _parsed;
    private readonly IReadOnlyList<BorderRecord> _border;

    private BlockParse(StageContext context, InputFiles files, DataFrame lines, LineRules rules, IdSet? knownItems, Broadcast[] known)
    {
        (_files, _rules, _lines) = (files, rules, lines);
        _parsed = lines.MapBatches(RatingLines.Parse, RatingLines.Parsed, Packed.Json(rules), known).Persist(StorageLevel.MemoryAndDisk);
        Counts = Count();
        BegunInQuotes = BlockQuotes.BegunIn(Counts.Where(each => each.Reason == RatingLines.BlockEnd)
            .Select(each => new BlockEnd(each.Block, each.Last + 1, (each.Quotes & 1) != 0, (each.Quotes & 2) != 0)));
        _border = Agrees ? BorderRecords() : [];
        Rows = _parsed;
        if (_border.Count > 0)
            Add(RatingLines.ParseRecords(rules, knownItems, _border), context);
    }

    /// <summary>The rows of <see cref="RatingLines.Parsed"/>; those with a reason from 0 on are records.</summary>
    public DataFrame Rows { get; private set; }

    public IReadOnlyList<BlockCount> Counts { get; private set; }

    private long[] BegunInQuotes { get; }

    private bool Agrees => BegunInQuotes.SequenceEqual(_rules.InQuotes);

    /// <param name="context">The stage.</param>
    /// <param name="files">The ratings files.</param>
    /// <param name="lines">Their lines (<see cref="RatingLines.Lines"/>).</param>
    /// <param name="rules">How they are judged.</param>
    /// <param name="knownItems">The items that may be rated, or null for any.</param>
    /// <param name="known">The same for executors.</param>
    /// <exception cref="CsvFormatException">A quote is not closed within the longest record.</exception>
    public static BlockParse Of(StageContext context, InputFiles files, DataFrame lines, LineRules rules, IdSet? knownItems,
        params Broadcast[] known)
    {
        var parse = new BlockParse(context, files, lines, rules, knownItems, known);
        if (parse.Agrees)
            return parse;
        parse.Dispose();
        var again = new BlockParse(context, files, lines, rules with { InQuotes = parse.BegunInQuotes }, knownItems, known);
        return again.Agrees
            ? again
            : throw new InvalidDataException(
                $"Cleaning '{files.Words}': the quotes of the files are not what they were a moment ago. "
                + "The files changed while they were read; run again.");
    }

    /// <summary>Place and text of every record.</summary>
    public DataFrame Texts(StageContext context)
    {
        var texts = _lines.MapBatches(RatingLines.Read, RatingLines.Texts, Packed.Json(_rules));
        return _border.Count == 0 ? texts : texts.Union(context.Spark.CreateDataFrame(RatingLines.ReadRecords(_rules, _border)));
    }

    public void Dispose() => _parsed.Unpersist();

    private void Add(RecordBatch records, StageContext context)
    {
        Rows = _parsed.Union(context.Spark.CreateDataFrame(records));
        var (blocks, rows, reasons) = (records.Values<long>("block").ToArray(), records.Values<long>("row").ToArray(),
            records.Values<int>("reason").ToArray());
        Counts = [.. Counts, .. blocks.Select((block, i) => new BlockCount(block, reasons[i], 1, rows[i], 0))];
    }

    private IReadOnlyList<BorderRecord> BorderRecords()
    {
        var isPiece = Col("reason").EqualTo(RatingLines.HeadPiece).Or(Col("reason").EqualTo(RatingLines.TailPiece));
        if (!Counts.Any(each => each.Reason is RatingLines.HeadPiece or RatingLines.TailPiece))
            return [];
        // Lengths first, so that the driver takes no more than records may have.
        var pieces = _parsed.Filter(isPiece);
        var sizes = pieces.Select("block", "row", "reason", "item").Collect().Select(row => Piece(row, null));
        if (BlockQuotes.TooLong(sizes, _rules.MaxLineBytes) is { } piece)
            throw CsvFormatException.OpenQuote(_files.Paths[BlockPlaces.File(piece.Block)], Lines.Line(piece.Block, piece.Row),
                _rules.MaxLineBytes);
        return BlockQuotes.Join(pieces.Select("block", "row", "reason", "item", "text").Collect()
            .Select(row => Piece(row, Encoding.Latin1.GetBytes(row.GetAs<string>("text")))));
    }

    /// <summary>Where the blocks begin, in lines.</summary>
    public BlockLines Lines =>
        BlockLines.Of(_files.Names, Counts.GroupBy(each => each.Block).Select(block => (block.Key, block.Max(each => each.Last) + 1)));

    private static RecordPiece Piece(Row row, byte[]? text) => new(
        row.GetAs<long>("block"), row.GetAs<long>("row"), row.GetAs<int>("reason") == RatingLines.TailPiece, row.GetAs<long>("item"), text);

    private BlockCount[] Count()
    {
        BlockCount[] counts =
        [
            .. _parsed.GroupBy("block", "reason")
            .Agg(Functions.Count("*").Alias("rows"), Max("row").Alias("last"), Max("user").Alias("quotes")).Collect()
                .Select(
                    row => new BlockCount(row.GetAs<long>("block"), row.GetAs<int>("reason"), row.GetAs<long>("rows"),
                        row.GetAs<long>("last"), row.GetAs<long>("quotes"))),
        ];
        return counts.All(each => each.Block >= 0)
            ? counts
            : throw new InvalidOperationException($"Cleaning '{_files.Words}': Spark read lines of a file that it had not named.");
    }
}
