namespace RecPipeline.Formats.Parquet.Metadata;

/// <summary>Reads what the footer says about one column chunk.</summary>
internal static class ColumnChunkReader
{
    public static ColumnChunkMetadata Read(ref CompactReader reader)
    {
        // A chunk without metadata is an encrypted one.
        var chunk = new ColumnChunkMetadata { IsEncrypted = true };
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1: chunk = chunk with { FilePath = reader.ReadString(type) }; break;
                case 3: chunk = ReadMetadata(ref reader, type, chunk with { IsEncrypted = false }); break;
                case 8: chunk = chunk with { IsEncrypted = true }; reader.Skip(type); break;
                default: reader.Skip(type); break;
            }
        }
        return chunk;
    }

    private static ColumnChunkMetadata ReadMetadata(ref CompactReader reader, CompactType structType, ColumnChunkMetadata chunk)
    {
        reader.Expect(CompactType.Struct, structType);
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1: chunk = chunk with { Type = (PhysicalType)reader.ReadInt32(type) }; break;
                case 2: chunk = chunk with { Encodings = ReadEncodings(ref reader, type) }; break;
                case 3: chunk = chunk with { Path = ReadPath(ref reader, type) }; break;
                case 4: chunk = chunk with { Codec = (ParquetCodec)reader.ReadInt32(type) }; break;
                case 5: chunk = chunk with { ValueCount = reader.ReadInt64(type) }; break;
                case 6: chunk = chunk with { UncompressedSize = reader.ReadInt64(type) }; break;
                case 7: chunk = chunk with { CompressedSize = reader.ReadInt64(type) }; break;
                case 9: chunk = chunk with { DataPageOffset = reader.ReadInt64(type) }; break;
                case 11: chunk = chunk with { DictionaryPageOffset = reader.ReadInt64(type) }; break;
                case 12: chunk = chunk with { Statistics = ReadStatistics(ref reader, type) }; break;
                default: reader.Skip(type); break;
            }
        }
        return chunk;
    }

    private static List<PageEncoding> ReadEncodings(ref CompactReader reader, CompactType listType)
    {
        int count = reader.ReadList(listType, out var element);
        var encodings = new List<PageEncoding>();
        for (int i = 0; i < count; i++)
            encodings.Add((PageEncoding)reader.ReadInt32(element));
        return encodings;
    }

    private static List<string> ReadPath(ref CompactReader reader, CompactType listType)
    {
        int count = reader.ReadList(listType, out var element);
        var path = new List<string>();
        for (int i = 0; i < count; i++)
            path.Add(reader.ReadString(element));
        return path;
    }

    // Fields 1 and 2, the older min and max, have no agreed order for strings and are passed over.
    private static Statistics ReadStatistics(ref CompactReader reader, CompactType structType)
    {
        reader.Expect(CompactType.Struct, structType);
        var statistics = new Statistics(null, null, null);
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 3: statistics = statistics with { NullCount = reader.ReadInt64(type) }; break;
                case 5: statistics = statistics with { Max = reader.ReadBinary(type).ToArray() }; break;
                case 6: statistics = statistics with { Min = reader.ReadBinary(type).ToArray() }; break;
                default: reader.Skip(type); break;
            }
        }
        return statistics;
    }
}
