using RecPipeline.Formats.Columns;
using RecPipeline.Models.Cleaning;
using RecPipeline.Ratings.Records;
using RecPipeline.Ratings.Rows;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Udfs.Cleaning;

/// <summary>The lines of a ratings file, parsed and judged in executors by the row parser of the local engine.</summary>
public static class RatingLines
{
    /// <summary>The first record of a file whose layout has a header.</summary>
    public const int HeaderLine = -1;

    /// <summary>No record, but the first part of one that goes beyond its block (<see cref="RecordPiece"/>):
    /// its bytes in <c>text</c>, their number in <c>item</c>.</summary>
    public const int HeadPiece = -2;

    /// <summary>A later part of one.</summary>
    public const int TailPiece = -3;

    /// <summary>No record, but what a block says at its end (<see cref="Cleaning.BlockEnd"/>), in the place of its last line;
    /// for formats with quotes.</summary>
    public const int BlockEnd = -4;

    /// <summary>Where a line stood: its block (<see cref="BlockPlaces"/>), and its place in the block from 0.</summary>
    private static readonly Field[] Place = [new("block", DataType.Int64), new("row", DataType.Int64)];

    /// <summary>What <see cref="Parse"/> takes: the bytes of a line, and the block that it was read from.
    /// Of a table of typed rows it takes the columns of a rating in place of the line.</summary>
    public static readonly FieldList Lines = FieldList.Of(new("line", DataType.Binary), new("block", DataType.Int64));

    /// <summary>One row per record, in the place of its first line. <c>reason</c> is 0 for a rating that is kept,
    /// a <see cref="RejectReason"/>, or below 0 one of the constants here; <c>text</c> is there for rejected records.</summary>
    public static readonly FieldList Parsed = FieldList.Of(
    [
        .. Place,
        new("user", DataType.Int64), new("item", DataType.Int64), new("rating", DataType.Float32), new("timestamp", DataType.Int64),
        new("reason", DataType.Int32), new("text", DataType.Utf8, Nullable: true),
    ]);

    /// <summary>How many rows have an id that is a text where a number should be, by kind.</summary>
    public static readonly FieldList TextCounts = FieldList.Of(new("users", DataType.Int64), new("items", DataType.Int64));

    /// <summary>The text of each record, for records whose fault shows only beside others.</summary>
    public static readonly FieldList Texts = FieldList.Of([.. Place, new("text", DataType.Utf8)]);

    /// <summary>Parses lines. Argument: <see cref="LineRules"/>; broadcast, if any: the ids of known items.</summary>
    public static IEnumerable<RecordBatch> Parse(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rules = Packed.FromJson<LineRules>(context.Argument);
        var known = context.Broadcasts is [var items] ? items.Decoded(bytes => new IdSet(Packed.ToArray<long>(bytes))) : null;
        var parser = new LineParser(rules, known);
        foreach (var batch in batches)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            yield return parser.Parse(batch);
        }
        yield return parser.End();
    }

    /// <summary>Records that no block has whole, judged on the driver as <see cref="Parse"/> judges the others.</summary>
    public static RecordBatch ParseRecords(LineRules rules, IdSet? knownItems, IReadOnlyList<BorderRecord> records) =>
        new LineParser(rules, knownItems).Parse(records);

    /// <summary>Gives each record its place and text, but for those that go beyond their block. Argument:
    /// <see cref="LineRules"/>.</summary>
    public static IEnumerable<RecordBatch> Read(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var texts = new RecordTexts(Packed.FromJson<LineRules>(context.Argument));
        foreach (var batch in batches)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            yield return texts.Read(batch);
        }
    }

    /// <summary>The same for records that no block has whole.</summary>
    public static RecordBatch ReadRecords(LineRules rules, IReadOnlyList<BorderRecord> records) => new RecordTexts(rules).Read(records);

    /// <summary>Counts, in the texts of rejected lines (the one column taken), ids that are texts; one row per batch. Argument:
    /// <see cref="LineRules"/>.</summary>
    public static IEnumerable<RecordBatch> CountTexts(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rules = Packed.FromJson<LineRules>(context.Argument);
        var explainer = new RatingRowExplainer(rules.Form.Layout, rules.Places);
        foreach (var batch in batches)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            yield return CountOf(batch, explainer, rules.Form);
        }
    }

    internal static RecordBatch CountOf(RecordBatch batch, RatingRowExplainer explainer, LineForm form)
    {
        var lines = (StringColumn)batch["text"];
        var records = Enumerable.Range(0, batch.RowCount).Select(row => OneRecord.Of(form.Form, form.Names, lines.Text(row)!));
        var ids = records.Select(explainer.IdsThatAreTexts).ToArray();
        return new RecordBatch(TextCounts, Int64([ids.LongCount(each => each.User)]), Int64([ids.LongCount(each => each.Item)]));
    }

    internal static Column<long> Int64(long[] values) => new(DataType.Int64, values);
}
