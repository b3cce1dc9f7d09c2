namespace RecPipeline.Formats.Parquet.Metadata;

/// <summary>Reads one schema element with its logical type.</summary>
internal static class SchemaElementReader
{
    public static SchemaElement Read(ref CompactReader reader, Place place)
    {
        var element = new SchemaElement("");
        bool hasName = false;
        var logical = Annotation.None;
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1: element = element with { Type = (PhysicalType)reader.ReadInt32(type) }; break;
                case 2: element = element with { TypeLength = reader.ReadInt32(type) }; break;
                case 3: element = element with { Repetition = (Repetition)reader.ReadInt32(type) }; break;
                case 4: (element, hasName) = (element with { Name = reader.ReadString(type) }, true); break;
                case 5: element = element with { ChildCount = reader.ReadInt32(type) }; break;
                case 6: element = element with { Annotation = Annotations.FromConverted(reader.ReadInt32(type)) }; break;
                case 10: logical = ReadLogicalType(ref reader, type); break;
                default: reader.Skip(type); break;
            }
        }
        if (!hasName)
            throw ParquetThrow.Thrift(place, reader.Position, "a schema element without a name", "a name");
        return logical == Annotation.None ? element : element with { Annotation = logical };
    }

    private static Annotation ReadLogicalType(ref CompactReader reader, CompactType structType)
    {
        reader.Expect(CompactType.Struct, structType);
        var annotation = Annotation.None;
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 8: annotation = ReadTimestamp(ref reader, type); break;
                case 10: annotation = ReadInteger(ref reader, type); break;
                default: annotation = Annotations.FromLogical(id); reader.Skip(type); break;
            }
        }
        return annotation;
    }

    private static Annotation ReadInteger(ref CompactReader reader, CompactType structType)
    {
        reader.Expect(CompactType.Struct, structType);
        var (bits, isSigned) = (0, true);
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1: bits = reader.ReadInt32(type); break;
                case 2: isSigned = reader.ReadBoolean(type); break;
                default: reader.Skip(type); break;
            }
        }
        return Annotations.Integer(bits, isSigned);
    }

    // Whether the time is UTC or local does not change its number, so it is passed over: local times read as if UTC.
    private static Annotation ReadTimestamp(ref CompactReader reader, CompactType structType)
    {
        reader.Expect(CompactType.Struct, structType);
        var annotation = Annotation.Unknown;
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            if (id == 2)
                annotation = ReadTimeUnit(ref reader, type);
            else
                reader.Skip(type);
        }
        return annotation;
    }

    private static Annotation ReadTimeUnit(ref CompactReader reader, CompactType structType)
    {
        reader.Expect(CompactType.Struct, structType);
        var annotation = Annotation.Unknown;
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            annotation = id switch
            {
                1 => Annotation.TimestampMillis,
                2 => Annotation.TimestampMicros,
                3 => Annotation.TimestampNanos,
                _ => Annotation.Unknown,
            };
            reader.Skip(type);
        }
        return annotation;
    }
}
