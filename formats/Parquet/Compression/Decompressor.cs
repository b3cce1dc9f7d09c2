using Snappier;

namespace RecPipeline.Formats.Parquet.Compression;

/// <summary>Decompresses the pages of one column chunk; its buffer is used again for every page.</summary>
internal sealed class Decompressor(ParquetCodec codec)
{
    private const string Doing = "decompressing a page";

    private byte[] _buffer = [];

    /// <summary>The page's bytes; valid until the next call.</summary>
    /// <param name="bytes">The page as it lies in the file.</param>
    /// <param name="size">The size that the page's header declares; anything else is an error.</param>
    /// <param name="place">The page.</param>
    public ReadOnlySpan<byte> Decompress(ReadOnlySpan<byte> bytes, int size, Place place) => codec switch
    {
        ParquetCodec.Uncompressed => bytes.Length == size ? bytes : throw WrongSize(place, bytes.Length, size),
        ParquetCodec.Snappy => DecompressSnappy(bytes, size, place),
        _ when Enum.IsDefined(codec) => throw ParquetThrow.UnsupportedCodec(place, codec.ToString().ToUpperInvariant(), "a codec that this reader knows"),
        _ => throw ParquetThrow.UnsupportedCodec(place, $"{(int)codec}", "a codec that this reader knows"),
    };

    private ReadOnlySpan<byte> DecompressSnappy(ReadOnlySpan<byte> bytes, int size, Place place)
    {
        // Three bytes of a copy give at most 64.
        var output = Output(bytes.Length, size, 24, place);
        try
        {
            int declared = Snappy.GetUncompressedLength(bytes);
            return declared == size && Snappy.Decompress(bytes, output) == size ? output : throw WrongSize(place, declared, size);
        }
        catch (InvalidDataException error)
        {
            throw Corrupt(place, error);
        }
    }

    /// <summary>A buffer of the declared size, if that many bytes can come of the compressed ones.</summary>
    private Span<byte> Output(int compressed, int size, int maxRatio, Place place)
    {
        if (size > 64 + (long)compressed * maxRatio)
            throw ParquetThrow.Damaged(place, Doing, $"{compressed:N0} bytes of codec {codec} that declare {size:N0}", $"at most {maxRatio} times as many");
        if (_buffer.Length < size)
            _buffer = GC.AllocateUninitializedArray<byte>(size);
        return _buffer.AsSpan(0, size);
    }

    private ParquetFormatException Corrupt(Place place, Exception error) =>
        ParquetThrow.Damaged(place, Doing, $"bytes that are not {codec}: {error.Message}", "a whole compressed page", error);

    private static ParquetFormatException WrongSize(Place place, long found, long expected) =>
        ParquetThrow.Damaged(place, Doing, $"{found:N0} bytes", $"{expected:N0} as the page's header declares");
}
