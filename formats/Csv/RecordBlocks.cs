namespace RecPipeline.Formats.Csv;

/// <summary>Cuts a stream into blocks of whole records: every block but the last ends with an LF.</summary>
internal sealed class RecordBlocks(Stream stream, string file, int blockBytes, int maxRecordBytes = RecordBlocks.MaxRecordBytes)
{
    /// <summary>A record longer than this means that the file is no text, unless a layout allows more; it also bounds the memory.</summary>
    public const int MaxRecordBytes = 64 << 20;

    private byte[] _carry = [];
    private int _carried;
    private bool _ended;
    private bool _started;

    /// <summary>Fills the block with the next records.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="CsvFormatException">A record has more bytes than are allowed.</exception>
    public bool Next(RecordBlock block)
    {
        block.Clear();
        block.Append(_carry.AsSpan(0, _carried));
        int end = Fill(block, blockBytes);
        Carry(block, end);
        if (!_started)
            SkipByteOrderMark(block);
        _started = true;
        return block.Length > 0;
    }

    // Returns where the last whole record ends; at the end of the stream that is where the bytes end.
    private int Fill(RecordBlock block, int wanted)
    {
        while (true)
        {
            _ended = _ended || !block.ReadUntil(stream, wanted);
            int lastLineFeed = block.Bytes.LastIndexOf((byte)'\n');
            if (_ended || lastLineFeed >= 0)
                return _ended ? block.Length : lastLineFeed + 1;
            if (block.Length >= maxRecordBytes)
                throw CsvThrow.EndlessRecord(file, block.Length, maxRecordBytes);
            wanted = Math.Min(2 * Math.Max(wanted, block.Length), maxRecordBytes);
        }
    }

    private void Carry(RecordBlock block, int end)
    {
        var rest = block.Bytes[end..];
        if (_carry.Length < rest.Length)
            _carry = new byte[Math.Max(rest.Length, 2 * _carry.Length)];
        rest.CopyTo(_carry);
        _carried = rest.Length;
        block.Truncate(end);
    }

    private static void SkipByteOrderMark(RecordBlock block)
    {
        if (block.Bytes.StartsWith("\uFEFF"u8))
            block.Skip(3);
    }
}

/// <summary>The bytes of some whole records, in an array that is used again and has slack after its end.</summary>
internal sealed class RecordBlock
{
    private byte[] _bytes = [];
    private int _start;
    private int _end;

    public int Length => _end - _start;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(_start, Length);

    public void Clear() => (_start, _end) = (0, 0);

    public void Skip(int count) => _start += count;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(_end + bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>Reads until the block has <paramref name="wanted"/> bytes; false when the stream ended before that.</summary>
    public bool ReadUntil(Stream stream, int wanted)
    {
        Reserve(wanted);
        if (_end < wanted)
            _end += stream.ReadAtLeast(_bytes.AsSpan(_end, wanted - _end), wanted - _end, throwOnEndOfStream: false);
        return _end >= wanted;
    }

    /// <summary>Forgets the bytes from <paramref name="length"/> on, and clears the slack that the fast parser may look at.</summary>
    public void Truncate(int length)
    {
        _end = _start + length;
        Reserve(_end);
        _bytes.AsSpan(_end, FastRatingRow.Slack).Clear();
    }

    private void Reserve(int length)
    {
        if (_bytes.Length < length + FastRatingRow.Slack)
            Array.Resize(ref _bytes, length + FastRatingRow.Slack);
    }
}
