using System.Text;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Udfs.Cleaning;

/// <summary>Gathers rows of <see cref="RatingLines.Parsed"/>.</summary>
internal sealed class ParsedRows
{
    private long[] _block = [], _row = [], _user = [], _item = [], _timestamp = [];
    private float[] _rating = [];
    private int[] _reason = [];
    private string?[] _text = [];

    public int Count { get; private set; }

    /// <summary>Begins anew with room for <paramref name="rows"/>; what <see cref="Take"/> gave is not touched.</summary>
    public void Start(int rows)
    {
        Count = 0;
        (_block, _row, _user, _item, _timestamp) = (new long[rows], new long[rows], new long[rows], new long[rows], new long[rows]);
        (_rating, _reason, _text) = (new float[rows], new int[rows], new string?[rows]);
    }

    public void Add(long block, long row, long user, long item, float rating, long timestamp, int reason, string? text)
    {
        if (Count == _block.Length)
            Grow(Math.Max(16, 2 * Count));
        (_block[Count], _row[Count], _user[Count], _item[Count]) = (block, row, user, item);
        (_rating[Count], _timestamp[Count], _reason[Count], _text[Count]) = (rating, timestamp, reason, text);
        Count++;
    }

    /// <summary>A piece, with its bytes as characters up to U+00FF in <c>text</c> and their number in <c>item</c>.</summary>
    public void Add(RecordPiece piece)
    {
        string? text = piece.Text is null ? null : Encoding.Latin1.GetString(piece.Text);
        Add(piece.Block, piece.Row, 0, piece.Bytes, 0, 0, piece.IsTail ? RatingLines.TailPiece : RatingLines.HeadPiece, text);
    }

    /// <summary>A block's end, in the place of its last line, with what quotes do in <c>user</c>: 1 for <see cref="BlockEnd.IfOut"/>,
    /// 2 for <see cref="BlockEnd.IfIn"/>.</summary>
    public void Add(BlockEnd end) =>
        Add(end.Block, end.Lines - 1, (end.IfOut ? 1 : 0) + (end.IfIn ? 2 : 0), 0, 0, 0, RatingLines.BlockEnd, null);

    public RecordBatch Take() => new(
        RatingLines.Parsed,
        Int64(_block),
        Int64(_row),
        Int64(_user),
        Int64(_item),
        new Column<float>(DataType.Float32, _rating.AsMemory(0, Count)),
        Int64(_timestamp),
        new Column<int>(DataType.Int32, _reason.AsMemory(0, Count)),
        StringColumns.Of(new ArraySegment<string?>(_text, 0, Count)));

    private Column<long> Int64(long[] values) => new(DataType.Int64, values.AsMemory(0, Count));

    private void Grow(int rows)
    {
        Array.Resize(ref _block, rows);
        Array.Resize(ref _row, rows);
        Array.Resize(ref _user, rows);
        Array.Resize(ref _item, rows);
        Array.Resize(ref _timestamp, rows);
        Array.Resize(ref _rating, rows);
        Array.Resize(ref _reason, rows);
        Array.Resize(ref _text, rows);
    }
}
