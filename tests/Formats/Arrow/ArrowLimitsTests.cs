using System.Buffers.Binary;
using System.Runtime.InteropServices;
using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Arrow.Flat;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Tests.Arrow.Support;

namespace RecPipeline.Formats.Tests.Arrow;

/// <summary>Small streams that claim to be huge, made by hand: refused before anything is set aside. And what is not copied.</summary>
public sealed class ArrowLimitsTests
{
    [Fact]
    public void Schema_TypesNestedTooDeep_IsRefused()
    {
        DataType type = DataType.Int32;
        for (int depth = 0; depth <= SchemaDecoder.MaxDepth; depth++)
            type = DataType.List(type);
        var error = Refused(ArrowStreams.Write(FieldList.Of(new Field("deep", type))));
        Assert.True(error.IsUnsupported);
        Assert.Contains("found types nested more than 64 deep", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schema_TablesThatPointAtOneChildTwice_IsNotUnfolded()
    {
        // 40 structs, each with two members that are the same table: 2⁴⁰ columns in 4 KB.
        var writer = new FlatWriter();
        var schema = writer.Table(MessageEncoder.Begin(writer, MessageType.Schema, 0).Link(MessageFields.Header), 0, 4);
        int link = writer.Vector(schema.Link(SchemaFields.Fields), 1, 4);
        for (int depth = 0; depth < 40; depth++)
            link = TwoEqualMembers(writer, Struct(writer, link));
        writer.Vector(Struct(writer, link), 0, 4);
        Assert.Contains("more fields", Refused(Framed(writer.Finish().Span, [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batch_ManyColumnsOverOneBuffer_IsRefused()
    {
        var schema = FieldList.Of(new("a", DataType.Boolean), new Field("b", DataType.Boolean));
        var error = Refused([.. SchemaOf(schema), .. Framed(Batch(8, nodes: [(8, 0), (8, 0)], buffers: [(0, 0), (0, 8), (0, 0), (0, 8)], body: 8), new byte[8])]);
        Assert.Equal(("b", 1), (error.Column, error.MessageNumber));
        Assert.Equal("buffers lie in the body of 8 bytes, each in its own place", error.Expected);
    }

    [Fact]
    public void Batch_RowsWithoutAnyBytes_IsRefusedWhenTheyWouldTakeMemory()
    {
        const long rows = 1L << 30;
        var schema = FieldList.Of(new Field("nothing", DataType.Null, Nullable: true));
        var error = Refused([.. SchemaOf(schema), .. Framed(Batch(rows, nodes: [(rows, rows)], buffers: [], body: 0), [])]);
        Assert.Contains("1,073,741,824 rows of type Null; a batch has at most 268,435,456", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batch_LeftOverNodesAndBuffers_IsRefused()
    {
        var schema = FieldList.Of(new Field("a", DataType.Int32));
        var error = Refused([.. SchemaOf(schema), .. Framed(Batch(1, nodes: [(1, 0), (1, 0)], buffers: [(0, 0), (0, 4), (4, 4)], body: 8), new byte[8])]);
        Assert.Equal("1 nodes and 1 buffers that no field claims", error.Found);
    }

    [Fact]
    public void Batch_NullsThatTheSchemaForbids_IsRefusedButNotUnderANullStruct()
    {
        var inner = DataType.Struct(new Field("id", DataType.Int32));
        var ids = new Column<int>(DataType.Int32, new[] { 7, 0 }, new byte[] { 0b01 });
        Assert.Single(ArrowStreams.Read(Written(inner, new StructColumn(inner, 2, [ids], new byte[] { 0b01 }))).Batches);
        Assert.Equal("s.id", Refused(Written(inner, new StructColumn(inner, 2, [ids]))).Column);
        var list = DataType.List(DataType.Int32);
        Assert.Single(ArrowStreams.Read(Written(list, new ListColumn(list, new[] { 0, 1, 2 }, ids, new byte[] { 0b01 }))).Batches);
        Assert.Equal("s.element", Refused(Written(list, new ListColumn(list, new[] { 0, 1, 2 }, ids))).Column);
    }

    [Fact]
    public void Columns_OfBytesInMemory_ViewThem()
    {
        var schema = FieldList.Of(new("i", DataType.Int32), new("d", DataType.Float64), new("s", DataType.Utf8), new("l", DataType.List(DataType.Int64)));
        var batch = new RecordBatch(
            schema, new Column<int>(DataType.Int32, new[] { 1, 2 }), new Column<double>(DataType.Float64, new[] { 1.5, 2 }), StringColumns.Of(["a", "bc"]),
            new ListColumn(DataType.List(DataType.Int64), new[] { 0, 1, 3 }, new Column<long>(DataType.Int64, new[] { 1L, 2, 3 })));
        byte[] bytes = ArrowStreams.Write(schema, batch);
        var read = ArrowStreams.Read(bytes).Batches[0];
        Assert.True(bytes.AsSpan().Overlaps(((Column<int>)read["i"]).ValueBytes));
        Assert.True(bytes.AsSpan().Overlaps(((Column<double>)read["d"]).ValueBytes));
        Assert.True(bytes.AsSpan().Overlaps(((StringColumn)read["s"]).Bytes));
        Assert.True(bytes.AsSpan().Overlaps(MemoryMarshal.AsBytes(((StringColumn)read["s"]).Offsets)));
        Assert.True(bytes.AsSpan().Overlaps(((Column<long>)((ListColumn)read["l"]).Elements).ValueBytes));
    }

    [Fact]
    public void Batch_OfAStream_TakesItsBodyAndLittleMore()
    {
        var schema = FieldList.Of(new("a", DataType.Int64), new Field("b", DataType.Float32));
        var stream = new MemoryStream(ArrowStreams.Write(schema, new RecordBatch(schema, new Column<long>(DataType.Int64, new long[1 << 18]), new Column<float>(DataType.Float32, new float[1 << 18]))));
        var reader = new ArrowStreamReader(stream, "test");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotNull(reader.Next());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 12 << 18, (12 << 18) + 16_384);
    }

    private static ArrowFormatException Refused(byte[] stream)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<ArrowFormatException>(() => ArrowStreams.Read(stream));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        return error;
    }

    private static byte[] Written(DataType type, Column column)
    {
        var schema = FieldList.Of(new Field("s", type, Nullable: true));
        return ArrowStreams.Write(schema, new RecordBatch(schema, column));
    }

    // A stream without its end marker.
    private static byte[] SchemaOf(FieldList schema) => ArrowStreams.Write(schema)[..^8];

    private static byte[] Batch(long rows, (long, long)[] nodes, (long, long)[] buffers, long body)
    {
        var writer = new FlatWriter();
        var table = writer.Table(MessageEncoder.Begin(writer, MessageType.RecordBatch, body).Link(MessageFields.Header), 8, 4, 4);
        table.Put(RecordBatchFields.Length, rows);
        Pairs(writer, table.Link(RecordBatchFields.Nodes), nodes);
        Pairs(writer, table.Link(RecordBatchFields.Buffers), buffers);
        return writer.Finish().ToArray();
    }

    private static void Pairs(FlatWriter writer, int link, (long First, long Second)[] pairs)
    {
        int at = writer.Vector(link, pairs.Length, 16);
        for (int i = 0; i < pairs.Length; i++)
        {
            writer.Put(at + (16 * i), pairs[i].First);
            writer.Put(at + (16 * i) + 8, pairs[i].Second);
        }
    }

    /// <summary>A struct field; returns the link of its children.</summary>
    private static int Struct(FlatWriter writer, int link)
    {
        var field = writer.Table(link, 4, 1, 1, 4, 0, 4);
        field.Put(FieldFields.TypeId, (byte)ArrowTypeId.Struct);
        writer.Text(field.Link(FieldFields.Name), "x");
        writer.Table(field.Link(FieldFields.Type));
        return field.Link(FieldFields.Children);
    }

    /// <summary>A vector of two offsets that lead to one place, the end of what is written so far; returns the link of the first.</summary>
    private static int TwoEqualMembers(FlatWriter writer, int children)
    {
        int first = writer.Vector(children, 2, 4);
        // The vtable of a field's table takes 16 bytes, and the table starts at the next multiple of 8.
        int table = (first + 8 + 16 + 7) / 8 * 8;
        writer.Put(first + 4, (uint)(table - (first + 4)));
        return first;
    }

    private static byte[] Framed(ReadOnlySpan<byte> metadata, ReadOnlySpan<byte> body)
    {
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, -1);
        BinaryPrimitives.WriteInt32LittleEndian(prefix.AsSpan(4), metadata.Length);
        return [.. prefix, .. metadata, .. body];
    }
}
