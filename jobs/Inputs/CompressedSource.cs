namespace RecPipeline.Jobs.Inputs;

/// <summary>
/// A compressed file, read once from its start, whose last bytes can be taken back: where one member ends, the next begins.
/// </summary>
/// <remarks>Holds 16 KiB that were handed out and as much that were not.</remarks>
internal sealed class CompressedSource(Stream file) : Stream
{
    private const int Step = 1 << 14;

    private readonly byte[] _window = new byte[2 * Step];
    private long _start;
    private int _next;
    private int _end;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    /// <summary>Bytes handed out and not taken back.</summary>
    public override long Position { get => _start + _next; set => throw new NotSupportedException(); }

    /// <summary>What was handed out last and can be taken back; it ends at <see cref="Position"/>.</summary>
    public ReadOnlySpan<byte> Past => _window.AsSpan(0, _next);

    /// <summary>
    /// What comes next, at least <paramref name="wanted"/> bytes of it where the file has as many; nothing is handed out by it.
    /// </summary>
    /// <param name="wanted">At most 16 KiB.</param>
    public ReadOnlySpan<byte> Peek(int wanted)
    {
        while (_end - _next < wanted && Fill())
        {
        }
        return _window.AsSpan(_next, _end - _next);
    }

    /// <summary>
    /// Hands out <paramref name="count"/> bytes of what was peeked, or takes back −<paramref name="count"/> of <see cref="Past"/>.
    /// </summary>
    public void Skip(int count) => _next += count;

    public override int Read(Span<byte> buffer)
    {
        var next = Peek(1);
        int count = Math.Min(next.Length, buffer.Length);
        next[..count].CopyTo(buffer);
        _next += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int ReadByte() => _next < _end || !Peek(1).IsEmpty ? _window[_next++] : -1;

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }

    private bool Fill()
    {
        if (_end == _window.Length)
            Drop(Math.Max(0, _next - Step));
        int count = file.Read(_window, _end, _window.Length - _end);
        _end += count;
        return count > 0;
    }

    private void Drop(int count)
    {
        _window.AsSpan(count, _end - count).CopyTo(_window);
        (_start, _next, _end) = (_start + count, _next - count, _end - count);
    }
}
