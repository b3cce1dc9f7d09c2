namespace RecPipeline.Formats.Parquet;

/// <summary>How a file is written. The defaults suit tables that are read whole or column by column.</summary>
public sealed record ParquetWriterOptions
{
    /// <summary>Codec of all pages.</summary>
    public ParquetCodec Codec { get; init; } = ParquetCodec.Snappy;

    /// <summary>A row group has at most this many rows.</summary>
    public int RowGroupRows { get; init; } = 1 << 20;

    /// <summary>A row group ends once its values take this many bytes before encoding.</summary>
    public long RowGroupBytes { get; init; } = 128 << 20;

    /// <summary>Pages are cut at about this many bytes of values, always between rows.</summary>
    public int PageBytes { get; init; } = 512 << 10;

    /// <summary>Whether a column whose values repeat is written with a dictionary.</summary>
    public bool UseDictionary { get; init; } = true;

    /// <summary>How many columns are encoded at a time; the bytes do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Key-value metadata of the file, written in the order of the keys.</summary>
    public IReadOnlyDictionary<string, string> KeyValues { get; init; } = new Dictionary<string, string>();

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(RowGroupRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(RowGroupBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(PageBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(PageBytes, 1 << 28);
        Compression.Compressor.Check(Codec);
    }
}
