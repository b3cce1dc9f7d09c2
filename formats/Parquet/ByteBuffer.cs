using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RecPipeline.Formats.Parquet;

/// <summary>Bytes that are being written: grows by doubling, keeps its memory when cleared.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Room for <paramref name="count"/> bytes at the end, counted as written; <see cref="Shorten"/> gives back what was not used.</summary>
    public Span<byte> Reserve(int count)
    {
        int needed = checked(Length + count);
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Math.Max(2L * _bytes.Length, needed), Array.MaxLength));
        Length = needed;
        return _bytes.AsSpan(needed - count, count);
    }

    public void Shorten(int length) => Length = Math.Min(length, Length);

    public void Write(byte value) => Reserve(1)[0] = value;

    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    public void WriteInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);

    /// <summary>Overwrites a number whose place was kept.</summary>
    public void SetInt32(int position, int value) => BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(position, 4), value);

    /// <summary>Writes values as they lie in memory, which must be little-endian as the format is.</summary>
    public void WriteValues<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).CopyTo(Reserve(checked(values.Length * Unsafe.SizeOf<T>())));

    public void WriteVarint(ulong value)
    {
        for (; value >= 128; value >>= 7)
            Write((byte)(value | 128));
        Write((byte)value);
    }
}
