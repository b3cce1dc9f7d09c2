using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RecPipeline.Formats.Parquet.Encodings;

/// <summary>Walks over a page's uncompressed bytes; every step checks that they are there.</summary>
internal ref struct PageBytes(ReadOnlySpan<byte> bytes, Place place)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly Place Place => place;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public readonly bool IsEmpty => _rest.IsEmpty;

    public ReadOnlySpan<byte> Take(long count, string doing)
    {
        if ((ulong)count > (ulong)_rest.Length)
            throw count < 0 ? ParquetThrow.NegativeLength(place, doing, count) : ParquetThrow.EndOfData(place, doing, count, _rest.Length);
        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }

    /// <summary>Checks, before anything is allocated for them, that so many bytes are there.</summary>
    public readonly void ExpectLength(long count, string doing)
    {
        if (count > _rest.Length)
            throw ParquetThrow.EndOfData(place, doing, count, _rest.Length);
    }

    public byte TakeByte(string doing) => Take(1, doing)[0];

    public int TakeInt32(string doing) => BinaryPrimitives.ReadInt32LittleEndian(Take(4, doing));

    /// <summary>Takes values as they lie in memory, which must be little-endian as the format is.</summary>
    public void TakeValues<T>(Span<T> values, string doing)
        where T : unmanaged => Take((long)values.Length * Unsafe.SizeOf<T>(), doing).CopyTo(MemoryMarshal.AsBytes(values));

    public ulong TakeVarint(string doing)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = TakeByte(doing);
            value |= (ulong)(next & 127) << shift;
            if (next < 128)
                return value;
        }
        throw ParquetThrow.Damaged(place, doing, "a variable-length integer of more than 10 bytes", "at most 10");
    }

    /// <summary>Left-over bytes are an error: something was counted wrongly. But fastparquet ends its pages in 8 bytes of zero.</summary>
    public readonly void ExpectEnd(string doing)
    {
        if (_rest.Length > 8 || _rest.ContainsAnyExcept((byte)0))
            throw ParquetThrow.Damaged(place, doing, $"{_rest.Length:N0} bytes after the last value", "the end of the page");
    }
}
