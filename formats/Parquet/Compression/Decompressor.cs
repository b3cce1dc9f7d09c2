using System.Buffers;
using System.IO.Compression;
using K4os.Compression.LZ4;
using RecPipeline.Formats.Parquet.Metadata;
using Snappier;

namespace RecPipeline.Formats.Parquet.Compression;

/// <summary>Decompresses the pages of one column chunk; its buffer is used again for every page.</summary>
/// <remarks>
/// A page's declared size is believed only as far as its codec could reach it from the compressed bytes. Brotli and Zstandard know no such limit,
/// so their output grows with what really comes out of them.
/// </remarks>
/// <param name="codec">The chunk's codec.</param>
/// <param name="zstd">The library for codec ZSTD, or null where there is none.</param>
internal sealed class Decompressor(ParquetCodec codec, Zstd? zstd) : IDisposable
{
    private const string Doing = "decompressing a page";

    private byte[] _buffer = [];

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    /// <summary>The page's bytes; valid until the next call.</summary>
    /// <param name="bytes">The page as it lies in the file.</param>
    /// <param name="size">The size that the page's header declares; anything else is an error.</param>
    /// <param name="place">The page.</param>
    public ReadOnlySpan<byte> Decompress(ReadOnlySpan<byte> bytes, int size, Place place)
    {
        try
        {
            return codec switch
            {
                ParquetCodec.Uncompressed => bytes.Length == size ? bytes : throw WrongSize(place, bytes.Length, size),
                // Three bytes of a copy give at most 64.
                ParquetCodec.Snappy => DecompressSnappy(bytes, Output(bytes.Length, size, 24, place), place),
                ParquetCodec.Gzip => DecompressGzip(bytes, Output(bytes.Length, size, 1100, place), place),
                ParquetCodec.Lz4Raw => DecompressLz4(bytes, Output(bytes.Length, size, 260, place), place),
                ParquetCodec.Lz4 => DecompressHadoopLz4(bytes, Output(bytes.Length, size, 260, place), place),
                ParquetCodec.Brotli => Growing(new BrotliStreamDecoder(), bytes, size, place),
                ParquetCodec.Zstd when zstd is null => throw ParquetThrow.UnsupportedCodec(place, codec, "the system's library libzstd, which is not installed here"),
                ParquetCodec.Zstd => Growing(new ZstdStreamDecoder(zstd), bytes, size, place),
                _ => throw ParquetThrow.UnsupportedCodec(place, codec, "a codec that this reader knows"),
            };
        }
        catch (InvalidDataException error)
        {
            // What Snappy and gzip throw for bytes that are not theirs.
            throw Corrupt(place, error.Message, error);
        }
    }

    private static Span<byte> DecompressSnappy(ReadOnlySpan<byte> bytes, Span<byte> output, Place place)
    {
        int declared = Snappy.GetUncompressedLength(bytes);
        if (declared != output.Length)
            throw WrongSize(place, (uint)declared, output.Length);
        int length = Snappy.Decompress(bytes, output);
        return length == output.Length ? output : throw WrongSize(place, length, output.Length);
    }

    private static unsafe Span<byte> DecompressGzip(ReadOnlySpan<byte> bytes, Span<byte> output, Place place)
    {
        fixed (byte* pointer = bytes)
        {
            using var source = new UnmanagedMemoryStream(pointer, bytes.Length);
            using var gzip = new GZipStream(source, CompressionMode.Decompress);
            int length = gzip.ReadAtLeast(output, output.Length, throwOnEndOfStream: false);
            length += length == output.Length && gzip.ReadByte() >= 0 ? 1 : 0;
            return length == output.Length ? output : throw WrongSize(place, length, output.Length);
        }
    }

    private Span<byte> DecompressLz4(ReadOnlySpan<byte> bytes, Span<byte> output, Place place) =>
        (output.IsEmpty && bytes.Length <= 1) || LZ4Codec.Decode(bytes, output) == output.Length
            ? output
            : throw Corrupt(place, $"they do not give {output.Length:N0} bytes");

    /// <summary>Hadoop's framing: big-endian length of the data, then for each block big-endian compressed length and block.</summary>
    private Span<byte> DecompressHadoopLz4(ReadOnlySpan<byte> bytes, Span<byte> output, Place place)
    {
        // Some writers of before 2021 put a bare block here.
        if (!Lz4Frames.TryDecode(bytes, output))
            return DecompressLz4(bytes, output, place);
        return output;
    }

    private ReadOnlySpan<byte> Growing(IStreamDecoder decoder, ReadOnlySpan<byte> bytes, int size, Place place)
    {
        using (decoder)
        {
            // A byte more than declared is room enough to see that there is more.
            long limit = size + 1L;
            int written = 0;
            Reserve((int)Math.Min(limit, Math.Max(1 << 20, 16L * bytes.Length)), 0);
            while (true)
            {
                var output = _buffer.AsSpan(written, (int)Math.Min(_buffer.Length, limit) - written);
                bool isEnd = decoder.Decode(ref bytes, output, out int count, place);
                written += count;
                if (written > size || (isEnd && (written < size || !bytes.IsEmpty)))
                    throw WrongSize(place, written, size);
                if (isEnd)
                    return _buffer.AsSpan(0, size);
                Reserve((int)Math.Min(limit, 2L * _buffer.Length), written);
            }
        }
    }

    private void Reserve(int size, int keep)
    {
        if (_buffer.Length >= size)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(0, keep).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    /// <summary>A buffer of the declared size, if that many bytes can come of the compressed ones.</summary>
    private Span<byte> Output(int compressed, int size, int maxRatio, Place place)
    {
        if (size > 64 + (long)compressed * maxRatio)
            throw ParquetThrow.Damaged(place, Doing, $"{compressed:N0} bytes of codec {SpecificationName.Of(codec)} that declare {size:N0}", $"at most {maxRatio} times as many");
        Reserve(size, 0);
        return _buffer.AsSpan(0, size);
    }

    private ParquetFormatException Corrupt(Place place, string reason, Exception? error = null) =>
        ParquetThrow.Damaged(place, Doing, $"bytes that are not {SpecificationName.Of(codec)}: {reason}", "a whole compressed page", error);

    private static ParquetFormatException WrongSize(Place place, long found, long expected) =>
        ParquetThrow.Damaged(place, Doing, found == expected + 1 ? $"more than {expected:N0} bytes" : $"{found:N0} bytes", $"{expected:N0} as the page's header declares");
}
