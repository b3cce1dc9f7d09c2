using System.Runtime.InteropServices;

namespace RecPipeline.Formats.Csv;

/// <summary>Some consecutive records of a ratings file, in columns. Entries from <see cref="Count"/> on mean nothing.</summary>
/// <remarks>
/// Example: the records <c>1,31,2.5,1260759144</c> and <c>oops</c> are Count 2, User 1 0, Item 31 0, Rating 2.5 0,
/// Timestamp 1260759144 0, Fault None Columns.
/// Disposing a chunk hands its arrays back for the next one; after that it must not be read. A chunk that is never disposed is only garbage.
/// </remarks>
public sealed class RatingsChunk : IDisposable
{
    private readonly RecordBlock _block = new();
    private Action<RatingsChunk>? _release;
    private RatingColumns _columns = null!;
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

    public long[] User { get; private set; } = [];

    public long[] Item { get; private set; } = [];

    public float[] Rating { get; private set; } = [];

    public long[] Timestamp { get; private set; } = [];

    public RowFault[] Fault { get; private set; } = [];

    internal RecordBlock Block => _block;

    public long Line(int row) => FirstLine + row;

    /// <summary>The bytes of a record, without its line end.</summary>
    public ReadOnlySpan<byte> Record(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(row));
        var rest = _block.Bytes[_starts[row]..];
        return RecordText.Trim(rest, RecordText.Length(rest));
    }

    /// <summary>A record as text; bytes that are no UTF-8 become U+FFFD.</summary>
    public string Text(int row) => _columns.Format.Text(Record(row));

    public void Dispose() => Interlocked.Exchange(ref _release, null)?.Invoke(this);

    internal void Reset(string file, RatingColumns columns, Action<RatingsChunk> release) =>
        (File, _columns, _release, Count, FaultCount) = (file, columns, release, 0, 0);

    /// <summary>Parses the records of the block. With <paramref name="useFastRows"/> false every row takes the plain way.</summary>
    internal void Parse(bool useFastRows)
    {
        var text = _block.Bytes;
        var form = useFastRows && BitConverter.IsLittleEndian ? _columns.FastForm : FastForm.None;
        for (int at = 0; at < text.Length;)
        {
            if (Count == _starts.Length)
                Grow(text.Length);
            at = form switch
            {
                FastForm.Common => ParseCommon(text, at),
                FastForm.Numbers => ParseNumbers(text, at),
                _ => at,
            };
            if (at < text.Length && Count < _starts.Length)
                at += ParsePlain(text[at..], at);
        }
    }

    // Parses rows of the common form for as long as there are any and the arrays have room; returns where it stopped.
    private int ParseCommon(ReadOnlySpan<byte> text, int at)
    {
        var (users, items, ratings, timestamps) = (User, Item, Rating, Timestamp);
        var (faults, starts, row) = (Fault, _starts, Count);
        byte separator = _columns.Format.Separator[0];
        for (; row < starts.Length && at < text.Length; row++)
        {
            int bytes = FastRatingRow.TryParse(
                ref MemoryMarshal.GetReference(text[at..]), separator, out long user, out long item, out float rating, out long timestamp);
            if (bytes == 0)
                break;
            (users[row], items[row], ratings[row], timestamps[row]) = (user, item, rating, timestamp);
            (faults[row], starts[row]) = (RowFault.None, at);
            at += bytes;
        }
        Count = row;
        return at;
    }

    // The same for rows of numbers in another order or with a longer separator.
    private int ParseNumbers(ReadOnlySpan<byte> text, int at)
    {
        var fast = new FastNumberRow(_columns);
        int row = Count;
        for (; row < _starts.Length && at < text.Length; row++)
        {
            int bytes = fast.TryParse(ref MemoryMarshal.GetReference(text[at..]), out User[row], out Item[row], out Rating[row], out Timestamp[row]);
            if (bytes == 0)
                break;
            (Fault[row], _starts[row]) = (RowFault.None, at);
            at += bytes;
        }
        Count = row;
        return at;
    }

    private int ParsePlain(ReadOnlySpan<byte> rest, int at)
    {
        int row = Count++;
        int length = RecordText.Length(rest);
        Fault[row] = RatingRowParser.Parse(
            RecordText.Trim(rest, length), _columns, out User[row], out Item[row], out Rating[row], out Timestamp[row]);
        _starts[row] = at;
        FaultCount += Fault[row] == RowFault.None ? 0 : 1;
        return length;
    }

    // 24 bytes is a typical rating; a chunk of shorter ones grows a few times, once.
    private void Grow(int textBytes)
    {
        int size = Math.Max(Math.Max(2 * _starts.Length, textBytes / 24), 16);
        (User, Item, Timestamp) = (Resized(User, size), Resized(Item, size), Resized(Timestamp, size));
        (Rating, Fault, _starts) = (Resized(Rating, size), Resized(Fault, size), Resized(_starts, size));
    }

    private static T[] Resized<T>(T[] array, int size)
    {
        Array.Resize(ref array, size);
        return array;
    }
}
