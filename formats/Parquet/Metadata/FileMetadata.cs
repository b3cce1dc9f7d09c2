namespace RecPipeline.Formats.Parquet.Metadata;

/// <summary>The footer: what the file holds and where. Counts and offsets are as declared; the reader checks them against the file.</summary>
internal sealed record FileMetadata
{
    public IReadOnlyList<SchemaElement> Schema { get; init; } = [];

    public long RowCount { get; init; }

    public IReadOnlyList<RowGroupMetadata> RowGroups { get; init; } = [];

    public IReadOnlyList<KeyValuePair<string, string?>> KeyValues { get; init; } = [];

    public string CreatedBy { get; init; } = "";

    /// <summary>Column orders are declared, without which min_value and max_value mean nothing.</summary>
    public bool HasColumnOrders { get; init; }

    /// <summary>The file has encrypted columns; its footer ends in a signature.</summary>
    public bool IsEncrypted { get; init; }
}

/// <summary>A node of the schema as it lies in the footer: depth first, each group followed by its children.</summary>
internal sealed record SchemaElement(string Name)
{
    public PhysicalType? Type { get; init; }

    public int TypeLength { get; init; }

    public Repetition Repetition { get; init; }

    public int ChildCount { get; init; }

    public Annotation Annotation { get; init; }

    /// <summary>Of a timestamp: an instant, not a time on a wall clock.</summary>
    public bool IsUtc { get; init; } = true;

    /// <summary>Of a decimal: its digits, and how many of them stand after the point.</summary>
    public int Precision { get; init; }

    public int Scale { get; init; }
}

internal sealed record RowGroupMetadata(IReadOnlyList<ColumnChunkMetadata> Columns, long RowCount);

internal sealed record ColumnChunkMetadata
{
    public PhysicalType Type { get; init; }

    public ParquetCodec Codec { get; init; }

    public IReadOnlyList<PageEncoding> Encodings { get; init; } = [];

    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>Values with nulls: one for each pair of levels.</summary>
    public long ValueCount { get; init; }

    public long UncompressedSize { get; init; }

    public long CompressedSize { get; init; }

    public long DataPageOffset { get; init; }

    public long? DictionaryPageOffset { get; init; }

    public Statistics? Statistics { get; init; }

    /// <summary>The chunk lies in another file.</summary>
    public string? FilePath { get; init; }

    public bool IsEncrypted { get; init; }
}

/// <summary>Minimum and maximum in PLAIN encoding (strings without length), absent where unknown.</summary>
internal sealed record Statistics(byte[]? Min, byte[]? Max, long? NullCount);
