using RecPipeline.Ratings.Csv;

namespace RecPipeline.Ratings.Rows;

/// <summary>Some consecutive records of a ratings file, in columns. Entries from <see cref="Count"/> on mean nothing.</summary>
/// <remarks>
/// Example: the records <c>1,31,2.5,1260759144</c> and <c>oops</c> are Count 2, User 1 0, Item 31 0, Rating 2.5 0,
/// Timestamp 1260759144 0, Fault None Columns.
/// Disposing a chunk hands its arrays back for the next one; after that it must not be read.
/// A chunk that is never disposed is only garbage.
/// </remarks>
public sealed partial class RatingsChunk : IDisposable
{
    private readonly RecordBlock _block = new();
    private Action<RatingsChunk>? _release;
    private RatingColumns _columns = null!;
    private readonly RecordLines _lines = new();
    private int[] _starts = [];

    internal RatingsChunk()
    {
    }

    public string File { get; private set; } = "";

    /// <summary>Line of row 0 in the file, from 1.</summary>
    public long FirstLine { get; internal set; }

    /// <summary>Records in the chunk, those with a fault included.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them have a fault.</summary>
    public int FaultCount { get; private set; }

    /// <summary>Raw user ids; all 0 where they are texts, which <see cref="ReadIds"/> gives.</summary>
    public long[] User { get; private set; } = [];

    public long[] Item { get; private set; } = [];

    public float[] Rating { get; private set; } = [];

    public long[] Timestamp { get; private set; } = [];

    public RowFault[] Fault { get; private set; } = [];

    internal RecordBlock Block => _block;

    /// <summary>Lines of all records in the chunk.</summary>
    internal long LineCount => _lines.Before(Count);

    /// <summary>Line of the file, from 1, at which a record begins.</summary>
    public long Line(int row) => FirstLine + _lines.Before(row);

    /// <summary>The bytes of a record, without its line end.</summary>
    public ReadOnlySpan<byte> Record(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(row));
        int start = _starts[row];
        return RecordText.Trim(_block.Bytes[start..], _block.RecordLength(start, out _));
    }

    /// <summary>A record as text; bytes that are no UTF-8 become U+FFFD.</summary>
    public string Text(int row) => _columns.Format.Text(Record(row));

    /// <summary>The ids of a record without a fault as texts in UTF-8; see <see cref="RatingRowParser.ReadIds"/>.</summary>
    public void ReadIds(int row, out ReadOnlySpan<byte> user, out ReadOnlySpan<byte> item) =>
        RatingRowParser.ReadIds(Record(row), _columns, out user, out item);

    /// <summary>Which ids of a record are no whole numbers; see <see cref="RatingRowParser.IdsThatAreTexts"/>.</summary>
    public (bool User, bool Item) IdsThatAreTexts(int row) => RatingRowParser.IdsThatAreTexts(Record(row), _columns);

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke(this);

    internal void Reset(string file, RatingColumns columns, Action<RatingsChunk> release)
    {
        (File, _columns, _release, Count, FaultCount) = (file, columns, release, 0, 0);
        _lines.Clear();
    }
}
