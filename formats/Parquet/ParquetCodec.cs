namespace RecPipeline.Formats.Parquet;

/// <summary>Compression of the pages that we write; others are read only.</summary>
public enum ParquetCodec
{
    Uncompressed,
    Snappy,
    Zstd,
}
