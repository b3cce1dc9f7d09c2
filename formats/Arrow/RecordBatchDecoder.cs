using RecPipeline.Formats.Arrow.Flat;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Arrow;

/// <summary>Reads one record batch message: its length, its field nodes, its buffers, and with them its columns.</summary>
internal static class RecordBatchDecoder
{
    public static RecordBatch Decode(Message message, FieldList schema, IReadOnlyList<ArrowField> fields)
    {
        var header = message.Header;
        var site = message.Site;
        if (header.Has(RecordBatchFields.Compression))
            throw site.Unsupported(null, $"buffers compressed with {Codec(header.Table(RecordBatchFields.Compression, "compression"))}", "Write the stream without compression.");
        int rows = RowCount(header.Number(RecordBatchFields.Length, 0L), null, site);
        var decoder = new ColumnDecoder(message.Body, header.Vector(RecordBatchFields.Nodes, "nodes", 16), header.Vector(RecordBatchFields.Buffers, "buffers", 16), site);
        var columns = new Column[fields.Count];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = WithoutForbiddenNulls(decoder.Decode(fields[i], rows), fields[i], site);
        decoder.CheckAllRead();
        return new RecordBatch(schema, rows, columns);
    }

    /// <summary>A declared number of rows as an int.</summary>
    public static int RowCount(long declared, FieldPath? column, MessageSite site)
    {
        if (declared < 0)
            throw site.Damaged(column, $"{declared:N0} rows", "it is not negative");
        return declared < int.MaxValue ? (int)declared : throw site.TooLarge(column, $"{declared:N0} rows", $"a batch has fewer than {int.MaxValue:N0}");
    }

    private static Column WithoutForbiddenNulls(Column column, ArrowField field, MessageSite site) => column.HasNulls && !field.Field.Nullable
        ? throw site.Damaged(field.Path, "nulls", "the schema allows none")
        : column;

    private static string Codec(FlatTable compression) => compression.Number<byte>(0, 0) switch
    {
        0 => "LZ4",
        1 => "ZSTD",
        var codec => $"codec {codec}",
    };
}
