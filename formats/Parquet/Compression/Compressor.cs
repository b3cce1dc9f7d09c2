using Snappier;

namespace RecPipeline.Formats.Parquet.Compression;

/// <summary>Compresses pages.</summary>
internal static class Compressor
{
    /// <exception cref="NotSupportedException">Pages are not written with that codec.</exception>
    public static void Check(ParquetCodec codec)
    {
        if (codec is not (ParquetCodec.Uncompressed or ParquetCodec.Snappy))
            throw new NotSupportedException($"Parquet files are written with codec Snappy or Uncompressed, not {codec}.");
    }

    /// <summary>Appends the compressed page to <paramref name="output"/>.</summary>
    public static void Compress(ParquetCodec codec, ReadOnlySpan<byte> page, ByteBuffer output)
    {
        if (codec == ParquetCodec.Uncompressed)
            output.Write(page);
        else
            CompressSnappy(page, output);
    }

    private static void CompressSnappy(ReadOnlySpan<byte> page, ByteBuffer output)
    {
        int start = output.Length;
        int length = Snappy.Compress(page, output.Reserve(Snappy.GetMaxCompressedLength(page.Length)));
        output.Shorten(start + length);
    }
}
