using RecPipeline.Formats.Columns;
using RecPipeline.Models.Cleaning;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Udfs.Cleaning;

/// <summary>Where the blocks of a file begin, in lines.</summary>
/// <param name="File">The file's name as the table shows it.</param>
/// <param name="Blocks">First byte of each block, ascending.</param>
/// <param name="FirstLines">Line of the file, from 1, at which each block begins.</param>
/// <example>Blocks 0 and 1,000 of which the first has 40 lines: FirstLines 1 and 41.</example>
public sealed record BlockLines(string File, long[] Blocks, long[] FirstLines)
{
    /// <summary>From the number of lines in each block.</summary>
    public static BlockLines Of(string file, IEnumerable<(long Block, long Lines)> counts)
    {
        var blocks = counts.OrderBy(each => each.Block).ToArray();
        var first = new long[blocks.Length];
        for (int i = 0; i < blocks.Length; i++)
            first[i] = i == 0 ? 1 : first[i - 1] + blocks[i - 1].Lines;
        return new BlockLines(file, [.. blocks.Select(each => each.Block)], first);
    }

    /// <exception cref="InvalidDataException">The file has no such block: it changed while it was read.</exception>
    public long Line(long block, long row) => Array.BinarySearch(Blocks, block) is >= 0 and var at
        ? FirstLines[at] + row
        : throw new InvalidDataException($"'{File}' has a block at byte {block:N0} that was not there before. The file changed while it was read; run again.");
}

/// <summary>Rejected lines as rows of the table <c>rejected</c>.</summary>
public static class RejectedLines
{
    public static readonly FieldList Rejected = FieldList.Of(
        new("file", DataType.Utf8), new("line", DataType.Int64), new("reason", DataType.Utf8), new("text", DataType.Utf8));

    /// <summary>Takes block, row, reason, text. Argument: <see cref="BlockLines"/>.</summary>
    public static IEnumerable<RecordBatch> Tell(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var lines = Packed.FromJson<BlockLines>(context.Argument);
        foreach (var batch in batches)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            yield return Rows(batch, lines);
        }
    }

    private static RecordBatch Rows(RecordBatch batch, BlockLines lines)
    {
        var (blocks, rows, reasons) = (batch.Values<long>("block").ToArray(), batch.Values<long>("row").ToArray(), batch.Values<int>("reason").ToArray());
        var texts = (StringColumn)batch["text"];
        return new RecordBatch(
            Rejected,
            StringColumns.Repeat(lines.File, batch.RowCount),
            RatingLines.Int64([.. blocks.Zip(rows, lines.Line)]),
            StringColumns.Of([.. reasons.Select(reason => RejectReasons.Name((RejectReason)reason))]),
            StringColumns.Of([.. Enumerable.Range(0, batch.RowCount).Select(texts.Text)]));
    }
}
