using Snappier;

namespace RecPipeline.Formats.Parquet.Compression;

/// <summary>Compresses pages.</summary>
internal static class Compressor
{
    /// <exception cref="NotSupportedException">Pages are not written with that codec.</exception>
    public static void Check(ParquetCodec codec)
    {
        if (codec is not (ParquetCodec.Uncompressed or ParquetCodec.Snappy or ParquetCodec.Zstd))
            throw new NotSupportedException($"Parquet files are written with codec Snappy, Zstd or Uncompressed, not {codec}.");
        if (codec == ParquetCodec.Zstd && Zstd.System is null)
            throw new NotSupportedException("Codec Zstd needs the system's library libzstd, which is not installed here. Install it, or write with codec Snappy.");
    }

    /// <summary>Appends the compressed page to <paramref name="output"/>.</summary>
    public static void Compress(ParquetCodec codec, ReadOnlySpan<byte> page, ByteBuffer output)
    {
        switch (codec)
        {
            case ParquetCodec.Snappy: CompressSnappy(page, output); break;
            case ParquetCodec.Zstd: Zstd.System!.Compress(page, output); break;
            default: output.Write(page); break;
        }
    }

    private static void CompressSnappy(ReadOnlySpan<byte> page, ByteBuffer output)
    {
        int start = output.Length;
        int length = Snappy.Compress(page, output.Reserve(Snappy.GetMaxCompressedLength(page.Length)));
        output.Shorten(start + length);
    }
}
