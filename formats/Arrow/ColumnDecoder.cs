using RecPipeline.Formats.Arrow.Flat;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Arrow;

/// <summary>Builds columns from the nodes and buffers of a record batch, which follow the fields depth first.</summary>
internal ref struct ColumnDecoder(ReadOnlyMemory<byte> body, FlatVector nodes, FlatVector buffers, MessageSite site)
{
    /// <summary>Rows of a column of type Null: no byte of the stream stands behind them, but 32 MiB of zero bits do here.</summary>
    private const int MaxNullRows = 1 << 28;

    private readonly FlatVector _nodes = nodes;
    private BodyBuffers _buffers = new(body, buffers, site);
    private int _node;

    /// <summary>The next column, which must have <paramref name="rows"/> rows.</summary>
    public Column Decode(ArrowField field, int rows)
    {
        int declared = Node(field, out long nulls);
        if (declared != rows)
            throw site.Damaged(field.Path, $"{declared:N0} rows", $"{rows:N0} are due");
        return Values(field, rows, nulls);
    }

    /// <summary>Left-over nodes or buffers mean that schema and batch do not belong together.</summary>
    public readonly void CheckAllRead()
    {
        if (_node != _nodes.Count || _buffers.Left > 0)
            throw site.Damaged(null, $"{_nodes.Count - _node} nodes and {_buffers.Left} buffers that no field claims", "none is left over");
    }

    private Column Values(ArrowField field, int rows, long nulls)
    {
        if (field.Type == DataType.Null)
            return rows <= MaxNullRows ? new NullColumn(rows) : throw site.TooLarge(field.Path, $"{rows:N0} rows of type Null", $"a batch has at most {MaxNullRows:N0}");
        var validity = _buffers.Validity(field, rows, nulls);
        return field.Type switch
        {
            ListType list => List(field, list, rows, validity),
            StructType type => Struct(field, type, rows, validity),
            ScalarType { Kind: ScalarKind.Utf8 or ScalarKind.Binary } => Bytes(field, rows, validity),
            ScalarType { Kind: ScalarKind.Boolean } => new Column<bool>(field.Type, Booleans.Unpack(_buffers.Next(field, Bitmap.ByteCount(rows)).Span, rows), validity),
            _ => ScalarTypes.With(field.Type, new ViewOf(field.Type, _buffers.Values(field, rows), validity)),
        };
    }

    private BytesColumn Bytes(ArrowField field, int rows, ReadOnlyMemory<byte> validity)
    {
        var offsets = _buffers.Offsets(field, rows);
        var bytes = _buffers.Next(field, 0);
        OffsetChecks.Check(offsets.Span, bytes.Length, field, site);
        if (field.Type == DataType.Binary)
            return new BinaryColumn(offsets, bytes, validity);
        var column = new StringColumn(offsets, bytes, validity);
        return Utf8Text.FirstInvalid(column) is var row and >= 0 ? throw site.Damaged(field.Path, $"bytes that are no UTF-8 in row {row:N0}", "strings are UTF-8") : column;
    }

    private ListColumn List(ArrowField field, ListType type, int rows, ReadOnlyMemory<byte> validity)
    {
        var offsets = _buffers.Offsets(field, rows);
        var element = field.Children[0];
        int length = Node(element, out long nulls);
        OffsetChecks.Check(offsets.Span, length, field, site);
        var column = new ListColumn(type, offsets, Values(element, length, nulls), validity);
        return Nullability.Holds(column) ? column : throw site.Damaged(element.Path, "null elements", "the schema allows none");
    }

    private StructColumn Struct(ArrowField field, StructType type, int rows, ReadOnlyMemory<byte> validity)
    {
        var children = new Column[field.Children.Count];
        for (int i = 0; i < children.Length; i++)
            children[i] = Decode(field.Children[i], rows);
        var column = new StructColumn(type, rows, children, validity);
        return Nullability.FirstBroken(column) is var child and >= 0 ? throw site.Damaged(field.Children[child].Path, "nulls where the struct is not null", "the schema allows none") : column;
    }

    private int Node(ArrowField field, out long nulls)
    {
        if (_node == _nodes.Count)
            throw site.Damaged(field.Path, $"only {_nodes.Count} field nodes", "every field has one");
        int rows = RecordBatchDecoder.RowCount(_nodes.Int64(_node, 0), field.Path, site);
        nulls = _nodes.Int64(_node++, 8);
        return nulls >= 0 && nulls <= rows ? rows : throw site.Damaged(field.Path, $"a null count of {nulls:N0}", $"there are {rows:N0} rows");
    }

    private sealed class ViewOf(DataType type, ReadOnlyMemory<byte> values, ReadOnlyMemory<byte> validity) : IFixedWidthFunction<Column>
    {
        public Column Apply<T>()
            where T : unmanaged => new Column<T>(type, MemoryViews.Of<T>(values), validity);
    }
}
