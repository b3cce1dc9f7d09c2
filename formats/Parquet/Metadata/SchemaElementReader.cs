namespace RecPipeline.Formats.Parquet.Metadata;

/// <summary>Reads one schema element with its logical type.</summary>
internal static class SchemaElementReader
{
    public static SchemaElement Read(ref CompactReader reader, Place place)
    {
        var element = new SchemaElement("");
        bool hasName = false;
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
                case 7: element = element with { Scale = reader.ReadInt32(type) }; break;
                case 8: element = element with { Precision = reader.ReadInt32(type) }; break;
                // Written after the converted type, which it overrides.
                case 10: element = ReadLogicalType(ref reader, type, element); break;
                default: reader.Skip(type); break;
            }
        }
        return hasName ? element : throw ParquetThrow.Thrift(place, reader.Position, "a schema element without a name", "a name");
    }

    private static SchemaElement ReadLogicalType(ref CompactReader reader, CompactType structType, SchemaElement element)
    {
        reader.Expect(CompactType.Struct, structType);
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 5: element = ReadDecimal(ref reader, type, element); break;
                case 8: element = ReadTimestamp(ref reader, type, element); break;
                case 10: element = element with { Annotation = ReadInteger(ref reader, type) }; break;
                default: element = element with { Annotation = Annotations.FromLogical(id) }; reader.Skip(type); break;
            }
        }
        return element;
    }

    private static SchemaElement ReadDecimal(ref CompactReader reader, CompactType structType, SchemaElement element)
    {
        reader.Expect(CompactType.Struct, structType);
        element = element with { Annotation = Annotation.Decimal };
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1: element = element with { Scale = reader.ReadInt32(type) }; break;
                case 2: element = element with { Precision = reader.ReadInt32(type) }; break;
                default: reader.Skip(type); break;
            }
        }
        return element;
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

    private static SchemaElement ReadTimestamp(ref CompactReader reader, CompactType structType, SchemaElement element)
    {
        reader.Expect(CompactType.Struct, structType);
        element = element with { Annotation = Annotation.Unknown };
        short id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1: element = element with { IsUtc = reader.ReadBoolean(type) }; break;
                case 2: element = element with { Annotation = ReadTimeUnit(ref reader, type) }; break;
                default: reader.Skip(type); break;
            }
        }
        return element;
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
