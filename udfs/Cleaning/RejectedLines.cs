using RecPipeline.Formats.Columns;
using RecPipeline.Models.Cleaning;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Udfs.Cleaning;

/// <summary>Where the blocks of the files begin, in lines.</summary>
/// <param name="Files">The files' names as the table shows them, in their order.</param>
/// <param name="Blocks">Each block (<see cref="BlockPlaces"/>), ascending.</param>
/// <param name="FirstLines">Line of its file, from 1, at which each block begins.</param>
/// <example>Blocks 0 and 1,000 of which the first has 40 lines: FirstLines 1 and 41.</example>
public sealed record BlockLines(IReadOnlyList<string> Files, long[] Blocks, long[] FirstLines)
{
    /// <summary>From the number of lines in each block.</summary>
    public static BlockLines Of(IReadOnlyList<string> files, IEnumerable<(long Block, long Lines)> counts)
    {
        var blocks = counts.OrderBy(each => each.Block).ToArray();
        var first = new long[blocks.Length];
        for (int i = 0; i < blocks.Length; i++)
        {
            bool beginsFile = i == 0 || BlockPlaces.File(blocks[i].Block) != BlockPlaces.File(blocks[i - 1].Block);
            first[i] = beginsFile ? 1 : first[i - 1] + blocks[i - 1].Lines;
        }
        return new BlockLines(files, [.. blocks.Select(each => each.Block)], first);
    }

    public string File(long block) => Files[BlockPlaces.File(block)];

    /// <exception cref="InvalidDataException">The file has no such block: it changed while it was read.</exception>
    public long Line(long block, long row) => Array.BinarySearch(Blocks, block) is >= 0 and var at
        ? FirstLines[at] + row
        : throw new InvalidDataException(
            $"'{File(block)}' has a block at byte {block % BlockPlaces.FileStep:N0} that was not there before. "
            + "The file changed while it was read; run again.");
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
        long[] blocks = batch.Values<long>("block").ToArray(), rows = batch.Values<long>("row").ToArray();
        int[] reasons = batch.Values<int>("reason").ToArray();
        var texts = (StringColumn)batch["text"];
        return new RecordBatch(
            Rejected,
            StringColumns.Of([.. blocks.Select(lines.File)]),
            RatingLines.Int64([.. blocks.Zip(rows, lines.Line)]),
            StringColumns.Of([.. reasons.Select(reason => RejectReasons.Name((RejectReason)reason))]),
            StringColumns.Of([.. Enumerable.Range(0, batch.RowCount).Select(texts.Text)]));
    }
}
