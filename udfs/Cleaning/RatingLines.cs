using RecPipeline.Formats.Columns;
using RecPipeline.Models.Cleaning;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Udfs.Cleaning;

/// <summary>The lines of a ratings file, parsed and judged in executors by the row parser of the local engine.</summary>
public static class RatingLines
{
    /// <summary>The first line of a file whose layout has a header.</summary>
    public const int HeaderLine = -1;

    /// <summary>Where a line stood: its block (<see cref="BlockPlaces"/>), and its place in the block from 0.</summary>
    private static readonly Field[] Place = [new("block", DataType.Int64), new("row", DataType.Int64)];

    /// <summary>What <see cref="Parse"/> takes: the bytes of a line, and the block that it was read from. Of a table of typed rows it takes the columns of a rating in place of the line.</summary>
    public static readonly FieldList Lines = FieldList.Of(new("line", DataType.Binary), new("block", DataType.Int64));

    /// <summary>One row per line. <c>reason</c> is 0 for a rating that is kept, else a <see cref="RejectReason"/> or <see cref="HeaderLine"/>; <c>text</c> is there for rejected lines.</summary>
    public static readonly FieldList Parsed = FieldList.Of(
        [.. Place, new("user", DataType.Int64), new("item", DataType.Int64), new("rating", DataType.Float32), new("timestamp", DataType.Int64),
         new("reason", DataType.Int32), new("text", DataType.Utf8, Nullable: true)]);

    /// <summary>The text of each line, for lines whose fault shows only beside others.</summary>
    public static readonly FieldList Texts = FieldList.Of([.. Place, new("text", DataType.Utf8)]);

    /// <summary>Parses lines. Argument: <see cref="LineRules"/>; broadcast, if any: the ids of known items.</summary>
    public static IEnumerable<RecordBatch> Parse(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rules = Packed.FromJson<LineRules>(context.Argument);
        var known = context.Broadcasts is [var items] ? items.Decoded(bytes => new IdSet(Packed.ToArray<long>(bytes))) : null;
        var (parser, places) = (new LineParser(rules, known), new LinePlaces());
        foreach (var batch in batches)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            yield return parser.Parse(batch, places);
        }
    }

    /// <summary>Gives each line its place and text. Argument: <see cref="LineRules"/>.</summary>
    public static IEnumerable<RecordBatch> Read(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rules = Packed.FromJson<LineRules>(context.Argument);
        var (format, records, places) = (rules.Places.Format, new LineRecords(rules), new LinePlaces());
        foreach (var batch in batches)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var (blocks, rows) = places.Next(batch);
            var lines = records.Of(batch, blocks, rows).Texts;
            string?[] texts = [.. Enumerable.Range(0, batch.RowCount).Select(row => format.Text(LineParser.Record(lines.Value(row), blocks[row], rows[row])))];
            yield return new RecordBatch(Texts, Int64(blocks), Int64(rows), StringColumns.Of(texts));
        }
    }

    internal static Column<long> Int64(long[] values) => new(DataType.Int64, values);
}

/// <summary>Numbers lines inside the block that they were read from: a task reads a block front to back, and then the next.</summary>
internal sealed class LinePlaces
{
    private long _block = -1;
    private long _row;

    public (long[] Blocks, long[] Rows) Next(RecordBatch batch)
    {
        long[] blocks = batch.Values<long>("block").ToArray();
        var rows = new long[blocks.Length];
        for (int i = 0; i < blocks.Length; i++)
        {
            _row = blocks[i] == _block ? _row + 1 : 0;
            (_block, rows[i]) = (blocks[i], _row);
        }
        return (blocks, rows);
    }
}
