namespace RecPipeline.Formats.Parquet.Metadata;

/// <summary>Writes footers and page headers.</summary>
internal static class MetadataWriter
{
    public static void WriteFooter(ByteBuffer buffer, FileMetadata file)
    {
        var writer = new CompactWriter(buffer);
        writer.BeginStruct();
        writer.Int32(1, 2);
        writer.Structs(2, file.Schema, element => Write(writer, element));
        writer.Int64(3, file.RowCount);
        writer.Structs(4, file.RowGroups, group => Write(writer, group));
        if (file.KeyValues.Count > 0)
            writer.Structs(5, file.KeyValues, pair => Write(writer, pair));
        writer.String(6, file.CreatedBy);
        // TYPE_ORDER for every column: min_value and max_value compare as the type does.
        writer.Structs(7, [.. file.Schema.Where(element => element.Type is not null)], _ => writer.Struct(1, () => { }));
        writer.EndStruct();
    }

    public static void WritePageHeader(ByteBuffer buffer, PageHeader page)
    {
        var writer = new CompactWriter(buffer);
        writer.BeginStruct();
        writer.Int32(1, (int)page.Type);
        writer.Int32(2, page.UncompressedSize);
        writer.Int32(3, page.CompressedSize);
        if (page.Crc is { } crc)
            writer.Int32(4, crc);
        if (page.Type == PageType.Dictionary)
            writer.Struct(7, () => { writer.Int32(1, page.ValueCount); writer.Int32(2, (int)page.Encoding); });
        else
            writer.Struct(5, () => WriteDataPage(writer, page));
        writer.EndStruct();
    }

    private static void WriteDataPage(CompactWriter writer, PageHeader page)
    {
        writer.Int32(1, page.ValueCount);
        writer.Int32(2, (int)page.Encoding);
        writer.Int32(3, (int)page.DefinitionEncoding);
        writer.Int32(4, (int)page.RepetitionEncoding);
    }

    private static void Write(CompactWriter writer, SchemaElement element)
    {
        if (element.Type is { } type)
            writer.Int32(1, (int)type);
        writer.Int32(3, (int)element.Repetition);
        writer.String(4, element.Name);
        if (element.Type is null)
            writer.Int32(5, element.ChildCount);
        WriteAnnotation(writer, element.Annotation);
    }

    // The converted type is for readers older than the logical one.
    private static void WriteAnnotation(CompactWriter writer, Annotation annotation)
    {
        (int converted, short logical) = annotation switch
        {
            Annotation.String => (0, (short)1),
            Annotation.List => (3, (short)3),
            Annotation.Date => (6, (short)6),
            Annotation.TimestampMicros => (10, (short)8),
            _ => (-1, (short)0),
        };
        if (converted < 0)
            return;
        writer.Int32(6, converted);
        writer.Struct(10, () => writer.Struct(logical, () => WriteParameters(writer, annotation)));
    }

    private static void WriteParameters(CompactWriter writer, Annotation annotation)
    {
        if (annotation != Annotation.TimestampMicros)
            return;
        writer.Boolean(1, true);
        writer.Struct(2, () => writer.Struct(2, () => { }));
    }

    private static void Write(CompactWriter writer, RowGroupMetadata group)
    {
        writer.Structs(1, group.Columns, chunk => Write(writer, chunk));
        writer.Int64(2, group.Columns.Sum(chunk => chunk.UncompressedSize));
        writer.Int64(3, group.RowCount);
        if (group.Columns.Count > 0)
            writer.Int64(5, group.Columns[0].DictionaryPageOffset ?? group.Columns[0].DataPageOffset);
        writer.Int64(6, group.Columns.Sum(chunk => chunk.CompressedSize));
    }

    private static void Write(CompactWriter writer, ColumnChunkMetadata chunk)
    {
        writer.Int64(2, chunk.DictionaryPageOffset ?? chunk.DataPageOffset);
        writer.Struct(3, () => WriteMetadata(writer, chunk));
    }

    private static void WriteMetadata(CompactWriter writer, ColumnChunkMetadata chunk)
    {
        writer.Int32(1, (int)chunk.Type);
        writer.Integers(2, [.. chunk.Encodings.Select(encoding => (int)encoding)]);
        writer.Strings(3, chunk.Path);
        writer.Int32(4, (int)chunk.Codec);
        writer.Int64(5, chunk.ValueCount);
        writer.Int64(6, chunk.UncompressedSize);
        writer.Int64(7, chunk.CompressedSize);
        writer.Int64(9, chunk.DataPageOffset);
        if (chunk.DictionaryPageOffset is { } offset)
            writer.Int64(11, offset);
        if (chunk.Statistics is { } statistics)
            writer.Struct(12, () => Write(writer, statistics));
    }

    private static void Write(CompactWriter writer, Statistics statistics)
    {
        if (statistics.NullCount is { } nulls)
            writer.Int64(3, nulls);
        if (statistics.Max is not null)
            writer.Binary(5, statistics.Max);
        if (statistics.Min is not null)
            writer.Binary(6, statistics.Min);
    }

    private static void Write(CompactWriter writer, KeyValuePair<string, string?> pair)
    {
        writer.String(1, pair.Key);
        if (pair.Value is not null)
            writer.String(2, pair.Value);
    }
}
