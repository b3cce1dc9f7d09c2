using Apache.Arrow;
using RecPipeline.Formats.Columns;
using Column = RecPipeline.Formats.Columns.Column;
using RecordBatch = RecPipeline.Formats.Columns.RecordBatch;

namespace RecPipeline.Formats.Arrow;

/// <summary>Columns of ours as arrays of Apache.Arrow, over the same memory.</summary>
/// <remarks>
/// Every array starts at offset 0 and its buffers are cut to what its rows need. Offsets of a slice, which do not begin at 0, are copied
/// and moved: the writers of Apache.Arrow cut the values of a slice and leave its offsets as they were. Booleans are packed into bits.
/// </remarks>
internal static class ArrowExport
{
    public static Apache.Arrow.RecordBatch Batch(RecordBatch batch, Schema schema)
    {
        var arrays = batch.Columns.Select((column, i) => ArrowArrayFactory.BuildArray(Data(column, schema.GetFieldByIndex(i).DataType)));
        return new Apache.Arrow.RecordBatch(schema, arrays, batch.RowCount);
    }

    public static ArrayData Data(Column column, Apache.Arrow.Types.IArrowType type)
    {
        if (column is NullColumn)
            return new ArrayData(type, column.Length, column.Length, 0, System.Array.Empty<ArrowBuffer>());
        int nulls = Bitmap.NullCount(column.Validity.Span, column.Length);
        var validity = nulls == 0 ? ArrowBuffer.Empty : new ArrowBuffer(column.Validity[..Bitmap.ByteCount(column.Length)]);
        ArrayData Make(ArrowBuffer[] values, params ArrayData[] children) =>
            new(type, column.Length, nulls, 0, [validity, .. values], children);
        return column switch
        {
            Column<bool> booleans => Make([new ArrowBuffer(Booleans.Pack(booleans.Values))]),
            FixedWidthColumn values => Make([new ArrowBuffer(values.ValueMemory)]),
            BytesColumn bytes => Make([Offsets(bytes.OffsetMemory), Content(bytes)]),
            ListColumn lists => Make([Offsets(lists.OffsetMemory)], Elements(lists, (Apache.Arrow.Types.ListType)type)),
            StructColumn structs => Make([], Members(structs, (Apache.Arrow.Types.StructType)type)),
            _ => throw new NotSupportedException($"Columns of type {column.Type} have no form in Arrow."),
        };
    }

    private static ArrowBuffer Content(BytesColumn bytes) => new(bytes.ByteMemory[bytes.Offsets[0]..bytes.Offsets[^1]]);

    private static ArrayData Elements(ListColumn lists, Apache.Arrow.Types.ListType type) =>
        Data(lists.Elements.Slice(lists.Offsets[0], lists.Offsets[^1] - lists.Offsets[0]), type.ValueDataType);

    private static ArrayData[] Members(StructColumn structs, Apache.Arrow.Types.StructType type) =>
        [.. structs.Children.Select((child, i) => Data(child, type.Fields[i].DataType))];

    private static ArrowBuffer Offsets(ReadOnlyMemory<int> offsets) => new(MemoryViews.Bytes(OffsetChecks.FromZero(offsets)));
}
