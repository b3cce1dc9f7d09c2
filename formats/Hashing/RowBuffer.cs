using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RecPipeline.Formats.Hashing;

/// <summary>A growing byte buffer that is cleared for every row.</summary>
internal sealed class RowBuffer
{
    private byte[] _bytes = new byte[256];
    private int _length;

    public RowBuffer()
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Content hashes are little-endian; this processor is not.");
    }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    public void Clear() => _length = 0;

    public void Write<T>(T value)
        where T : unmanaged => MemoryMarshal.Write(Reserve(Unsafe.SizeOf<T>()), value);

    /// <summary>Each value after a presence byte of 1.</summary>
    public void WritePresent<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        int width = Unsafe.SizeOf<T>() + 1;
        var bytes = Reserve(checked(values.Length * width));
        for (int i = 0; i < values.Length; i++, bytes = bytes[width..])
        {
            bytes[0] = 1;
            MemoryMarshal.Write(bytes[1..], values[i]);
        }
    }

    public void Write(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    private Span<byte> Reserve(int count)
    {
        if (_length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
