namespace RecPipeline.Ratings.Csv;

/// <summary>The bytes of some whole records, in an array that is used again and has slack after its end.</summary>
internal sealed class RecordBlock
{
    /// <summary>Bytes that can be read, and are zero, after the last byte of the text: no fast form of a parser looks further.</summary>
    public const int Slack = 64;

    private const int Piece = 1 << 16;

    // Line feeds in quotes, which end no record: places behind _scanned, ascending. There are few.
    private readonly List<int> _inner = [];
    private byte[] _bytes = [];
    private int _start;
    private int _end;
    private int _scanned;

    // Looked for in pieces that the processor's cache still holds: most files have none, and then nothing else is to be done.
    private bool _hasQuotes;

    public int Length => _end - _start;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(_start, Length);

    /// <summary>The error to throw in place of the block's records, from the line of its first one; null where there is none.</summary>
    public Func<long, CsvFormatException>? Failure { get; set; }

    /// <summary>The quote that is not closed within the bytes that were read, or −1.</summary>
    public int OpenQuote { get; private set; }

    public void Clear() => (_start, _end, Failure, _hasQuotes) = (0, 0, null, false);

    /// <summary>Finds where records end, by the rule of <see cref="RecordText"/>; called once the bytes are there.</summary>
    /// <returns>Where the last whole record ends, behind its LF; 0 when none does.</returns>
    public int ReadQuotes(CsvFormat format)
    {
        _scanned = _start;
        _inner.Clear();
        OpenQuote = _hasQuotes ? RecordText.ReadQuotes(Bytes, format, _inner) : -1;
        int end = OpenQuote < 0 ? Length : OpenQuote;
        for (int inner = _inner.Count - 1; (end = Bytes[..end].LastIndexOf((byte)'\n')) >= 0; inner--)
        {
            while (inner >= 0 && _inner[inner] > end)
                inner--;
            if (inner < 0 || _inner[inner] != end)
                break;
        }
        return end + 1;
    }

    /// <summary>Bytes of the record that begins at <paramref name="at"/>, its LF included.</summary>
    /// <param name="at">A place in <see cref="Bytes"/>.</param>
    /// <param name="lines">Lines that it takes, at least 1.</param>
    public int RecordLength(int at, out int lines)
    {
        var rest = Bytes[at..];
        int end = rest.IndexOf((byte)'\n');
        lines = 1;
        if (_inner.Count > 0 && end >= 0)
            end = PastQuotes(rest, _start - _scanned + at, end, ref lines);
        return end < 0 ? rest.Length : end + 1;
    }

    public void Skip(int count) => _start += count;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(_end + bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_end));
        Added(bytes.Length);
    }

    /// <summary>Reads until the block has <paramref name="wanted"/> bytes; false when the stream ended before that.</summary>
    public bool ReadUntil(Stream stream, int wanted)
    {
        Reserve(wanted);
        while (_end < wanted)
        {
            int size = Math.Min(Piece, wanted - _end);
            int count = stream.ReadAtLeast(_bytes.AsSpan(_end, size), size, throwOnEndOfStream: false);
            Added(count);
            if (count < size)
                return false;
        }
        return true;
    }

    /// <summary>Forgets the bytes from <paramref name="length"/> on, and clears the slack that the fast parser may look at.</summary>
    public void Truncate(int length)
    {
        _end = _start + length;
        Reserve(_end);
        _bytes.AsSpan(_end, Slack).Clear();
    }

    private void Reserve(int length)
    {
        if (_bytes.Length < length + Slack)
            Array.Resize(ref _bytes, length + Slack);
    }

    private void Added(int count)
    {
        _hasQuotes = _hasQuotes || _bytes.AsSpan(_end, count).Contains((byte)'"');
        _end += count;
    }

    // The first line feed from `end` on that stands in no quotes; −1 when the text ends before.
    private int PastQuotes(ReadOnlySpan<byte> rest, int from, int end, ref int lines)
    {
        int inner = _inner.BinarySearch(from + end);
        for (; inner >= 0 && inner < _inner.Count && end >= 0 && _inner[inner] == from + end; inner++)
        {
            lines += end + 1 < rest.Length ? 1 : 0;
            int next = rest[(end + 1)..].IndexOf((byte)'\n');
            end = next < 0 ? -1 : end + 1 + next;
        }
        return end;
    }
}
