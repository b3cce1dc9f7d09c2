namespace RecPipeline.Ratings.Records;

/// <summary>The records of a file of another form as a stream of comma-separated text without a header, made while it is read.</summary>
/// <remarks>Position and length are those of the file behind it, for progress. It is read once, from its start.</remarks>
public abstract class RecordStream : Stream
{
    private readonly RecordBuffer _records = new();
    private int _given;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Position { get => FilePosition; set => throw new NotSupportedException(); }

    protected abstract long FilePosition { get; }

    /// <summary>The line of the file, from 1, on which the n-th record stands; the row number where a file has no lines.
    /// For records that were read.</summary>
    public virtual long LineOf(long record) => record;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (_given == _records.Length)
        {
            _records.Clear();
            _given = 0;
            if (!Fill(_records))
                return 0;
        }
        int count = Math.Min(buffer.Length, _records.Length - _given);
        _records.Bytes.Slice(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    /// <summary>Adds the next records, perhaps none; false at the end of the file.</summary>
    protected abstract bool Fill(RecordBuffer target);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
