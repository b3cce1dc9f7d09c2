namespace RecPipeline.Formats.Parquet;

/// <summary>Compression of a column chunk's pages; names and numbers are those of parquet.thrift.</summary>
public enum ParquetCodec
{
    Uncompressed = 0,
    Snappy = 1,
    Gzip = 2,

    /// <summary>Not supported; named here to be refused by name.</summary>
    Lzo = 3,
    Brotli = 4,

    /// <summary>LZ4 blocks in Hadoop's framing.</summary>
    Lz4 = 5,

    /// <summary>Needs the system's libzstd.</summary>
    Zstd = 6,
    Lz4Raw = 7,
}
