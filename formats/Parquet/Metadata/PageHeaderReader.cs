namespace RecPipeline.Formats.Parquet.Metadata;

/// <summary>Reads page headers.</summary>
internal static class PageHeaderReader
{
    /// <summary>Reads the header at the start of <paramref name="bytes"/>; <paramref name="length"/> is how many bytes it took.</summary>
    public static PageHeader Read(ReadOnlySpan<byte> bytes, Place place, out int length)
    {
        var reader = new CompactReader(bytes, place);
        var header = new PageHeader { Type = (PageType)(-1), CompressedSize = -1, UncompressedSize = -1 };
        bool hasDetails = false;
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1: header = header with { Type = (PageType)reader.ReadInt32(type) }; break;
                case 2: header = header with { UncompressedSize = reader.ReadInt32(type) }; break;
                case 3: header = header with { CompressedSize = reader.ReadInt32(type) }; break;
                case 4: header = header with { Crc = reader.ReadInt32(type) }; break;
                case 5 when header.Type == PageType.Data: (header, hasDetails) = (ReadData(ref reader, type, header), true); break;
                case 7 when header.Type == PageType.Dictionary: (header, hasDetails) = (ReadDictionary(ref reader, type, header), true); break;
                case 8 when header.Type == PageType.DataV2: (header, hasDetails) = (ReadDataV2(ref reader, type, header), true); break;
                default: reader.Skip(type); break;
            }
        }
        length = reader.Position;
        Check(header, hasDetails, place);
        return header;
    }

    private static PageHeader ReadData(ref CompactReader reader, CompactType structType, PageHeader header)
    {
        reader.Expect(CompactType.Struct, structType);
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1: header = header with { ValueCount = reader.ReadInt32(type) }; break;
                case 2: header = header with { Encoding = (PageEncoding)reader.ReadInt32(type) }; break;
                case 3: header = header with { DefinitionEncoding = (PageEncoding)reader.ReadInt32(type) }; break;
                case 4: header = header with { RepetitionEncoding = (PageEncoding)reader.ReadInt32(type) }; break;
                default: reader.Skip(type); break;
            }
        }
        return header;
    }

    private static PageHeader ReadDictionary(ref CompactReader reader, CompactType structType, PageHeader header)
    {
        reader.Expect(CompactType.Struct, structType);
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1: header = header with { ValueCount = reader.ReadInt32(type) }; break;
                case 2: header = header with { Encoding = (PageEncoding)reader.ReadInt32(type) }; break;
                default: reader.Skip(type); break;
            }
        }
        return header;
    }

    private static PageHeader ReadDataV2(ref CompactReader reader, CompactType structType, PageHeader header)
    {
        reader.Expect(CompactType.Struct, structType);
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1: header = header with { ValueCount = reader.ReadInt32(type) }; break;
                case 2: header = header with { NullCount = reader.ReadInt32(type) }; break;
                case 3: header = header with { RowCount = reader.ReadInt32(type) }; break;
                case 4: header = header with { Encoding = (PageEncoding)reader.ReadInt32(type) }; break;
                case 5: header = header with { DefinitionBytes = reader.ReadInt32(type) }; break;
                case 6: header = header with { RepetitionBytes = reader.ReadInt32(type) }; break;
                case 7: header = header with { IsCompressed = reader.ReadBoolean(type) }; break;
                default: reader.Skip(type); break;
            }
        }
        return header;
    }

    private static void Check(PageHeader header, bool hasDetails, Place place)
    {
        if (header.CompressedSize < 0 || header.UncompressedSize < 0)
            throw ParquetThrow.Damaged(place, "reading a page header", $"page sizes {header.CompressedSize:N0} and {header.UncompressedSize:N0}", "sizes of 0 or more");
        if (header.ValueCount < 0 || header.DefinitionBytes < 0 || header.RepetitionBytes < 0)
            throw ParquetThrow.Damaged(
                place, "reading a page header", $"{header.ValueCount:N0} values, levels of {header.RepetitionBytes:N0} and {header.DefinitionBytes:N0} bytes", "numbers of 0 or more");
        if (!hasDetails && header.Type is PageType.Data or PageType.Dictionary or PageType.DataV2)
            throw ParquetThrow.Damaged(place, "reading a page header", $"type {header.Type} without its details", "the header of that page type");
    }
}
