namespace RecPipeline.Formats.Parquet.Metadata;

/// <summary>What stands before the bytes of a page. Sizes and counts are checked not to be negative.</summary>
internal sealed record PageHeader
{
    /// <summary>Not necessarily a member of the enumeration: pages of unknown type are skipped.</summary>
    public PageType Type { get; init; }

    public int UncompressedSize { get; init; }

    public int CompressedSize { get; init; }

    /// <summary>CRC-32 of the page's bytes as they lie in the file.</summary>
    public int? Crc { get; init; }

    public int ValueCount { get; init; }

    public PageEncoding Encoding { get; init; }

    /// <summary>Encodings of the levels of a v1 page.</summary>
    public PageEncoding DefinitionEncoding { get; init; } = PageEncoding.Rle;

    public PageEncoding RepetitionEncoding { get; init; } = PageEncoding.Rle;

    // Of v2 pages only.
    public int NullCount { get; init; }

    public int RowCount { get; init; }

    public int DefinitionBytes { get; init; }

    public int RepetitionBytes { get; init; }

    public bool IsCompressed { get; init; } = true;
}
