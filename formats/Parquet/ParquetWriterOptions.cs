using ParquetSharp;

namespace RecPipeline.Formats.Parquet;

/// <summary>How a file is written. The defaults suit tables that are read whole or column by column.</summary>
public sealed record ParquetWriterOptions
{
    internal const string CreatedBy = "RecPipeline version 0.1.0";

    /// <summary>Codec of all pages.</summary>
    public ParquetCodec Codec { get; init; } = ParquetCodec.Snappy;

    /// <summary>A row group has at most this many rows.</summary>
    public int RowGroupRows { get; init; } = 1 << 20;

    /// <summary>A row group ends once its values take this many bytes before encoding.</summary>
    public long RowGroupBytes { get; init; } = 128 << 20;

    /// <summary>Pages are cut at about so many bytes of encoded values, from 64 on: with fewer the library loses rows of lists.</summary>
    public int PageBytes { get; init; } = 512 << 10;

    /// <summary>Whether a column is written with a dictionary as long as that stays below 1 MiB.</summary>
    public bool UseDictionary { get; init; } = true;

    /// <summary>With more than one, columns are encoded side by side; the bytes do not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <exception cref="ArgumentException">A number is out of range, or the codec is none of ours.</exception>
    internal WriterProperties Build()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(RowGroupRows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(RowGroupBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(PageBytes, 64);
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        using var builder = new WriterPropertiesBuilder();
        builder.Compression(Compression()).CreatedBy(CreatedBy).EnablePageChecksum();
        builder.DataPagesize(PageBytes).MaxRowGroupLength(RowGroupRows);
        return (UseDictionary ? builder : builder.DisableDictionary()).Build();
    }

    private Compression Compression() => Codec switch
    {
        ParquetCodec.Uncompressed => ParquetSharp.Compression.Uncompressed,
        ParquetCodec.Snappy => ParquetSharp.Compression.Snappy,
        ParquetCodec.Zstd => ParquetSharp.Compression.Zstd,
        _ => throw new ArgumentException($"Codec {Codec} is not written; take snappy, zstd or uncompressed.", nameof(Codec)),
    };
}

/// <summary>Compression of the pages that we write; others are read only.</summary>
public enum ParquetCodec
{
    Uncompressed,
    Snappy,
    Zstd,
}
