using System.Numerics;

namespace RecPipeline.Formats.Parquet.Encodings;

/// <summary>DELTA_BINARY_PACKED: blocks of differences to the value before, each less the block's least, packed in miniblocks of one width.</summary>
/// <remarks>
/// Header: values per block, miniblocks per block, value count, first value. Differences wrap at 64 bits; truncated to 32 they wrap at 32, so one reader
/// serves both. Source: the Parquet specification, "Delta Encoding".
/// </remarks>
internal ref struct DeltaReader
{
    private const string Doing = "reading deltas";

    // Writers use 128 to 2,048. Above this a page would declare more than its bytes can be trusted with.
    private const int MaxBlockLength = 1 << 16;

    private readonly int _miniblockCount;
    private readonly int _miniblockLength;
    private readonly int _count;
    private PageBytes _bytes;
    private long _last;

    /// <summary>Reads the header and checks that <paramref name="count"/> values can follow.</summary>
    public DeltaReader(PageBytes bytes, int count)
    {
        ulong block = bytes.TakeVarint(Doing);
        ulong miniblocks = bytes.TakeVarint(Doing);
        ulong declared = bytes.TakeVarint(Doing);
        _last = Zigzag(bytes.TakeVarint(Doing));
        if (block is 0 or > MaxBlockLength || miniblocks == 0 || block % miniblocks != 0 || block / miniblocks % 8 != 0)
            throw ParquetThrow.Damaged(bytes.Place, Doing, $"blocks of {block:N0} values in {miniblocks:N0} miniblocks", "miniblocks of a multiple of 8 values");
        if (declared != (ulong)count)
            throw ParquetThrow.ValueCount(bytes.Place, (long)Math.Min(declared, long.MaxValue), count);
        (_miniblockCount, _miniblockLength, _count) = ((int)miniblocks, (int)(block / miniblocks), count);
        // A block takes a byte of least difference and its widths, or more.
        bytes.ExpectLength((count - 1L + (long)block - 1) / (long)block * (1 + _miniblockCount), Doing);
        _bytes = bytes;
    }

    /// <summary>What lies after the values, once they are read.</summary>
    public readonly PageBytes Rest => _bytes;

    /// <summary>Reads all values; <typeparamref name="T"/> is int or long.</summary>
    public void Read<T>(scoped Span<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (_count == 0)
            return;
        values[0] = T.CreateTruncating(_last);
        for (int at = 1; at < _count;)
        {
            long least = Zigzag(_bytes.TakeVarint(Doing));
            var widths = _bytes.Take(_miniblockCount, Doing);
            for (int i = 0; i < widths.Length && at < _count; i++)
            {
                int count = Math.Min(_miniblockLength, _count - at);
                ReadMiniblock(widths[i], least, values.Slice(at, count));
                at += count;
            }
        }
    }

    // A miniblock is whole even where not all of its values count.
    private void ReadMiniblock<T>(int width, long least, scoped Span<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (width > 64)
            throw ParquetThrow.Damaged(_bytes.Place, Doing, $"differences of {width} bits", "at most 64");
        var packed = _bytes.Take((long)_miniblockLength * width / 8, Doing);
        Span<ulong> block = stackalloc ulong[256];
        for (int done = 0; done < values.Length; done += block.Length)
        {
            var part = values[done..Math.Min(values.Length, done + block.Length)];
            BitPacking.UnpackWide(packed, width, done, block[..part.Length]);
            for (int i = 0; i < part.Length; i++)
            {
                _last = unchecked(_last + least + (long)block[i]);
                part[i] = T.CreateTruncating(_last);
            }
        }
    }

    private static long Zigzag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
