namespace RecPipeline.Formats.Parquet.Metadata;

/// <summary>Reads the footer's metadata; fields that nobody here needs are passed over.</summary>
internal static class FooterReader
{
    /// <summary>Reads a whole footer.</summary>
    /// <param name="bytes">Exactly the footer: bytes left over are an error, unless the footer is signed.</param>
    /// <param name="place">The file and the footer's offset.</param>
    public static FileMetadata Read(ReadOnlySpan<byte> bytes, Place place)
    {
        var reader = new CompactReader(bytes, place);
        var file = new FileMetadata { RowCount = -1 };
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 2: file = file with { Schema = ReadSchema(ref reader, type, place) }; break;
                case 3: file = file with { RowCount = reader.ReadInt64(type) }; break;
                case 4: file = file with { RowGroups = ReadRowGroups(ref reader, type, place) }; break;
                case 5: file = file with { KeyValues = ReadKeyValues(ref reader, type) }; break;
                case 6: file = file with { CreatedBy = reader.ReadString(type) }; break;
                case 7: file = file with { HasColumnOrders = true }; reader.Skip(type); break;
                case 8: file = file with { IsEncrypted = true }; reader.Skip(type); break;
                default: reader.Skip(type); break;
            }
        }
        if (reader.Position != bytes.Length && !file.IsEncrypted)
            throw ParquetThrow.Thrift(place, reader.Position, $"{bytes.Length - reader.Position:N0} bytes after the metadata", "the end of the footer");
        return file;
    }

    private static List<SchemaElement> ReadSchema(ref CompactReader reader, CompactType listType, Place place)
    {
        int count = ReadStructs(ref reader, listType);
        var elements = new List<SchemaElement>();
        for (int i = 0; i < count; i++)
            elements.Add(SchemaElementReader.Read(ref reader, place));
        return elements;
    }

    private static List<RowGroupMetadata> ReadRowGroups(ref CompactReader reader, CompactType listType, Place place)
    {
        int count = ReadStructs(ref reader, listType);
        var groups = new List<RowGroupMetadata>();
        for (int i = 0; i < count; i++)
            groups.Add(ReadRowGroup(ref reader, place with { RowGroup = i }));
        return groups;
    }

    private static RowGroupMetadata ReadRowGroup(ref CompactReader reader, Place place)
    {
        var columns = new List<ColumnChunkMetadata>();
        long rows = -1;
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    int count = ReadStructs(ref reader, type);
                    for (int i = 0; i < count; i++)
                        columns.Add(ColumnChunkReader.Read(ref reader));
                    break;
                case 3: rows = reader.ReadInt64(type); break;
                default: reader.Skip(type); break;
            }
        }
        return rows >= 0
            ? new RowGroupMetadata(columns, rows)
            : throw ParquetThrow.Damaged(place, "reading the footer", $"{rows:N0} rows", "0 or more");
    }

    private static List<KeyValuePair<string, string?>> ReadKeyValues(ref CompactReader reader, CompactType listType)
    {
        int count = ReadStructs(ref reader, listType);
        var pairs = new List<KeyValuePair<string, string?>>();
        for (int i = 0; i < count; i++)
        {
            (string key, string? value) = ("", null);
            short id = 0;
            while (reader.NextField(ref id, out var type))
            {
                switch (id)
                {
                    case 1: key = reader.ReadString(type); break;
                    case 2: value = reader.ReadString(type); break;
                    default: reader.Skip(type); break;
                }
            }
            pairs.Add(new(key, value));
        }
        return pairs;
    }

    private static int ReadStructs(ref CompactReader reader, CompactType listType)
    {
        int count = reader.ReadList(listType, out var element);
        if (count > 0)
            reader.Expect(CompactType.Struct, element);
        return count;
    }
}
