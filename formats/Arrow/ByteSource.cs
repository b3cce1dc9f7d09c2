namespace RecPipeline.Formats.Arrow;

/// <summary>Where a stream's bytes come from: read front to back, and never further than asked.</summary>
internal abstract class ByteSource
{
    /// <summary>Bytes taken so far.</summary>
    public long Position { get; private set; }

    /// <summary>The next <paramref name="count"/> bytes, or fewer where the source ends before that.</summary>
    public ReadOnlyMemory<byte> Take(int count)
    {
        var taken = Next(count);
        Position += taken.Length;
        return taken;
    }

    protected abstract ReadOnlyMemory<byte> Next(int count);
}

/// <summary>Bytes that are in memory already: what is taken is a view of them.</summary>
internal sealed class MemorySource(ReadOnlyMemory<byte> bytes) : ByteSource
{
    protected override ReadOnlyMemory<byte> Next(int count) => bytes.Slice((int)Position, Math.Min(count, bytes.Length - (int)Position));
}

/// <summary>Bytes read from a stream into a new array each time, because columns keep on viewing it.</summary>
internal sealed class StreamSource(Stream stream) : ByteSource
{
    /// <summary>What is set aside for bytes that are only promised; more follows as they really come.</summary>
    private const int FirstBytes = 16 << 20;

    protected override ReadOnlyMemory<byte> Next(int count)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(count, Likely()));
        int got = 0;
        while (true)
        {
            got += stream.ReadAtLeast(bytes.AsSpan(got), bytes.Length - got, throwOnEndOfStream: false);
            if (got < bytes.Length || got == count)
                return bytes.AsMemory(0, got);
            Array.Resize(ref bytes, (int)Math.Min(count, 2L * bytes.Length));
        }
    }

    // A file that was cut is known to be short before anything is set aside for it. One byte more, so that its end shows.
    private long Likely() => stream.CanSeek ? Math.Max(stream.Length - stream.Position, 0) + 1 : FirstBytes;
}
