namespace RecPipeline.Ratings.Csv;

/// <summary>Cuts a stream into blocks of whole records: every block but the last ends with an LF.</summary>
internal sealed class RecordBlocks(Stream stream, string file, CsvFormat format, int blockBytes, int maxRecordBytes = RecordText.MaxBytes)
{
    private byte[] _carry = [];
    private int _carried;
    private bool _ended;
    private bool _started;

    /// <summary>Fills the block with the next records.</summary>
    /// <returns>False at the end of the stream.</returns>
    /// <exception cref="CsvFormatException">A record has more than the limit;
    /// where its quotes hold line feeds, <see cref="RecordBlock.Failure"/> says so instead.</exception>
    public bool Next(RecordBlock block)
    {
        block.Clear();
        block.Append(_carry.AsSpan(0, _carried));
        Carry(block, Fill(block, blockBytes));
        return block.Length > 0;
    }

    // Returns where the last whole record ends; at the end of the stream that is where the bytes end.
    private int Fill(RecordBlock block, int wanted)
    {
        // A byte order mark is seen whole.
        wanted = _started ? wanted : Math.Max(wanted, 3);
        while (true)
        {
            _ended = _ended || !block.ReadUntil(stream, wanted);
            if (!_started)
                SkipByteOrderMark(block);
            _started = true;
            int end = block.ReadQuotes(format);
            if (_ended || end > 0)
                return _ended ? block.Length : end;
            if (wanted >= maxRecordBytes)
                return Endless(block);
            wanted = Math.Min(2 * Math.Max(wanted, block.Length), maxRecordBytes);
        }
    }

    // The record's line is known once the lines of all blocks before are counted.
    private int Endless(RecordBlock block)
    {
        if (!block.Bytes.Contains((byte)'\n'))
            throw CsvThrow.EndlessRecord(file, block.Length, maxRecordBytes);
        block.Failure = line => CsvFormatException.OpenQuote(file, line, maxRecordBytes);
        return block.Length;
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
