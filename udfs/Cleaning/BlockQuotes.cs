namespace RecPipeline.Udfs.Cleaning;

/// <summary>What the lines of a block say about quotes.</summary>
/// <param name="Block">Its place (<see cref="BlockPlaces"/>).</param>
/// <param name="Lines">Lines that it has.</param>
/// <param name="IfOut">It ends in quotes if it begins outside.</param>
/// <param name="IfIn">It ends in quotes if it begins in them.</param>
public readonly record struct BlockEnd(long Block, long Lines, bool IfOut, bool IfIn);

/// <summary>A record's part in one block, where the record goes beyond it.</summary>
/// <param name="Block">The block.</param>
/// <param name="Row">The line in the block, from 0, at which the part begins.</param>
/// <param name="IsTail">The record began in a block before.</param>
/// <param name="Bytes">Bytes of the part, the LF between its lines included.</param>
/// <param name="Text">These bytes; null where they are more than a record may have.</param>
public sealed record RecordPiece(long Block, long Row, bool IsTail, long Bytes, byte[]? Text);

/// <summary>A record that goes beyond a block, with block and row of its first line.</summary>
public sealed record BorderRecord(long Block, long Row, byte[] Text);

/// <summary>What the driver puts together from what each block knows alone: which blocks begin in quotes,
/// and the records that go beyond a block.</summary>
/// <example>Blocks 0 and 50 of which the first ends within <c>1,2,3,"a</c>: block 50 begins in quotes,
/// and the record is this and the first lines of block 50.</example>
public static class BlockQuotes
{
    /// <summary>The blocks that begin in quotes, ascending. Cost: one step per block.</summary>
    public static long[] BegunIn(IEnumerable<BlockEnd> blocks)
    {
        var (begun, isIn) = (new List<long>(), false);
        foreach (var block in blocks.OrderBy(each => each.Block))
        {
            isIn = isIn && !BlockPlaces.IsStart(block.Block);
            if (isIn)
                begun.Add(block.Block);
            isIn = isIn ? block.IfIn : block.IfOut;
        }
        return [.. begun];
    }

    /// <summary>The first piece of the first record that has more than <paramref name="maxBytes"/>, or null.</summary>
    public static RecordPiece? TooLong(IEnumerable<RecordPiece> pieces, int maxBytes) =>
        Records(pieces).FirstOrDefault(record => record.Sum(piece => piece.Bytes + 1) > maxBytes)?[0];

    /// <summary>Puts the pieces of each record together.</summary>
    public static IReadOnlyList<BorderRecord> Join(IEnumerable<RecordPiece> pieces) =>
        [.. Records(pieces).Select(record => new BorderRecord(record[0].Block, record[0].Row, Joined(record)))];

    // In order of their places, a record is a first piece and all tails behind it.
    private static IEnumerable<List<RecordPiece>> Records(IEnumerable<RecordPiece> pieces)
    {
        List<RecordPiece> record = [];
        foreach (var piece in pieces.OrderBy(each => each.Block).ThenBy(each => each.Row))
        {
            if (!piece.IsTail && record.Count > 0)
            {
                yield return record;
                record = [];
            }
            record.Add(piece);
        }
        if (record.Count > 0)
            yield return record;
    }

    private static byte[] Joined(List<RecordPiece> record)
    {
        var text = new List<byte>(record[0].Text!);
        foreach (var piece in record.Skip(1))
        {
            text.Add((byte)'\n');
            text.AddRange(piece.Text!);
        }
        return text is [.., (byte)'\r'] ? [.. text[..^1]] : [.. text];
    }
}
