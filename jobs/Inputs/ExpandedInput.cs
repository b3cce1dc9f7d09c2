namespace RecPipeline.Jobs.Inputs;

/// <summary>
/// A compressed file as the bytes in it, member after member; place and length are those of the compressed file, for progress.
/// </summary>
/// <remarks>
/// Memory does not depend on the file's size. Every byte of the file must belong to a member that is whole and whose checksum is right.
/// </remarks>
/// <param name="source">The compressed file; disposed with this.</param>
/// <param name="path">For messages.</param>
/// <param name="maxBytes">More than this is not unpacked.</param>
internal abstract class ExpandedInput(CompressedSource source, string path, long maxBytes) : Stream
{
    private bool _isInside;
    private long _count;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => source.Length;

    public override long Position { get => source.Position; set => throw new NotSupportedException(); }

    protected CompressedSource Source => source;

    /// <summary>gzip, zstd, bzip2.</summary>
    protected abstract string Codec { get; }

    /// <summary>Starts the member whose first bytes come next; false where they begin no member.</summary>
    protected abstract bool Begin();

    /// <summary>Some bytes of the member; 0 at its end, which was checked.</summary>
    protected abstract int ReadMember(Span<byte> buffer);

    /// <exception cref="UsageException">The file is damaged, ends early, goes on behind its data, or holds more than is
    /// allowed.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (!buffer.IsEmpty && (_isInside || Next()))
        {
            int count = ReadMember(buffer);
            _count += count;
            if (_count > maxBytes)
                throw TooLarge();
            if (count > 0)
                return count;
            _isInside = false;
        }
        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected UsageException EndsEarly(Exception? inner = null) =>
        Wrong($"the file ends at byte {source.Position:N0}, inside its {Codec} data.", inner);

    protected UsageException Damaged(string reason, Exception? inner = null) =>
        Wrong($"the {Codec} data are damaged at byte {source.Position:N0} of {source.Length:N0} or shortly before: {reason}.", inner);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            source.Dispose();
        base.Dispose(disposing);
    }

    private bool Next()
    {
        if (source.Peek(1).IsEmpty)
            return false;
        return _isInside = Begin()
            ? true
            : throw Wrong($"the {Codec} data end at byte {source.Position:N0} of {source.Length:N0}, and what follows is no {Codec}.");
    }

    private UsageException Wrong(string what, Exception? inner = null) =>
        new($"Unpacking the input '{path}': {what} Check that its writer finished and that it was copied whole.", inner);

    private UsageException TooLarge() => new(
        $"Unpacking the input '{path}': it holds more than {maxBytes:N0} bytes, found at byte {source.Position:N0} of {source.Length:N0}. "
            + "If that is right, raise input.maxExpandedBytes.");
}
