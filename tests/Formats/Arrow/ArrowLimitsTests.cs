using System.Buffers.Binary;
using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Tests.Arrow.Support;

namespace RecPipeline.Formats.Tests.Arrow;

/// <summary>The traps of the library: lengths that are only declared, messages of another kind, slices, offsets, texts, native memory.</summary>
public sealed class ArrowLimitsTests
{
    private static readonly FieldList Ids = FieldList.Of(new Field("id", DataType.Int32));

    [Theory]
    [InlineData(39)]
    [InlineData(-1)]
    [InlineData(16_777_216)]
    public void Schema_DecimalWithoutSoManyDigits_IsRefused(int scale)
    {
        var error = Refused(ArrowStreams.Write(FieldList.Of(new Field("d", new DecimalType(10, scale)))));
        Assert.True(error.IsUnsupported);
        Assert.Contains($"column 'd', found a decimal of 10 digits, {scale} behind the point", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schema_TypesNestedTooDeep_IsRefused()
    {
        DataType type = DataType.Int32;
        for (int depth = 0; depth <= 64; depth++)
            type = DataType.List(type);
        var error = Refused(ArrowStreams.Write(FieldList.Of(new Field("deep", type))));
        Assert.True(error.IsUnsupported);
        Assert.Contains("found types inside one another, more than 64", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(int.MaxValue, "a metadata length of 2,147,483,647")]
    [InlineData(-2, "a metadata length of -2")]
    public void Message_LengthThatIsOnlyDeclared_IsRefusedBeforeTheLibrarySeesIt(int length, string found)
    {
        byte[] bytes = [.. SchemaOf(Ids), .. Framed(length)];
        Assert.Equal(found, Refused(bytes).Found);
    }

    [Fact]
    public void Batch_BodyThatIsOnlyDeclared_TakesNoMemory()
    {
        byte[] stream = ArrowStreams.Write(Ids, new RecordBatch(Ids, new Column<int>(DataType.Int32, new int[1 << 20])));
        var error = Refused(stream[..^(4 << 20)]);
        Assert.Contains("found the end of the stream after", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batch_SecondSchema_IsRefused()
    {
        byte[] schema = SchemaOf(Ids);
        var error = Refused([.. schema, .. ArrowStreams.Write(Ids, new RecordBatch(Ids, new Column<int>(DataType.Int32, new int[1])))]);
        Assert.Equal(("a message of another kind", 1, (long)schema.Length), (error.Found, error.MessageNumber, error.Offset));
    }

    [Fact]
    public void Schema_Missing_IsRefused()
    {
        byte[] stream = ArrowStreams.Write(Ids, new RecordBatch(Ids, new Column<int>(DataType.Int32, new int[1])));
        Assert.Equal(0, Refused(stream[SchemaOf(Ids).Length..]).MessageNumber);
        Assert.Contains("a schema comes first", Refused([]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_OfABatch_LieInManagedMemory()
    {
        // Native memory of the library is freed by a finalizer, also while a span over it is in use.
        var texts = FieldList.Of(new("s", DataType.Utf8), new Field("i", DataType.Int32));
        byte[] bytes = ArrowStreams.Write(texts, new RecordBatch(texts, StringColumns.Of(["a", "bc"]), new Column<int>(DataType.Int32, new[] { 1, 2 })));
        var native = Apache.Arrow.Memory.MemoryAllocator.Default.Value.Statistics;
        long before = native.BytesAllocated;
        var read = ArrowStreams.Read(bytes).Batches[0];
        Assert.Equal(before, native.BytesAllocated);
        Assert.Equal("bc", ((StringColumn)read["s"]).Text(1));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1 << 30)]
    public void Batch_OffsetThatPointsOutside_IsRefusedByColumn(int offset)
    {
        var schema = FieldList.Of(new Field("s", DataType.Utf8));
        byte[] bytes = ArrowStreams.Write(schema, new RecordBatch(schema, StringColumns.Of(["abc", "defgh"])));
        byte[] offsets = [0, 0, 0, 0, 3, 0, 0, 0, 8, 0, 0, 0];
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(bytes.AsSpan().IndexOf(offsets) + 4), offset);
        var error = Refused(bytes);
        Assert.Equal("s", error.Column);
        Assert.Contains($"found offset {offset:N0} in place 1 after 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Batch_StringThatIsNoUtf8_IsRefusedByColumnAndRow()
    {
        var schema = FieldList.Of(new Field("s", DataType.Utf8));
        byte[] bytes = ArrowStreams.Write(schema, new RecordBatch(schema, StringColumns.Of(["abc", "defgh"])));
        bytes[bytes.AsSpan().IndexOf("defgh"u8)] = 0xFF;
        var error = Refused(bytes);
        Assert.Equal(("s", "bytes FF65666768 in row 1"), (error.Column, error.Found));
    }

    [Fact]
    public void Write_Slice_MovesItsOffsets()
    {
        // The library cuts the values of a slice and writes its offsets as they were.
        var type = DataType.List(DataType.Utf8);
        var texts = StringColumns.Of(["a", "bb", "ccc", "dddd"]);
        var schema = FieldList.Of(new("s", DataType.Utf8), new Field("l", type));
        var batch = new RecordBatch(schema, texts, new ListColumn(type, new[] { 0, 1, 2, 3, 4 }, texts)).Slice(2, 2);
        var read = ArrowStreams.Read(ArrowStreams.Write(schema, batch)).Batches[0];
        Assert.Equal([0, 3, 7], ((StringColumn)read["s"]).Offsets.ToArray());
        Assert.Equal([0, 1, 2], ((ListColumn)read["l"]).Offsets.ToArray());
        Assert.Equal("cccdddd"u8.ToArray(), ((StringColumn)((ListColumn)read["l"]).Elements).Bytes.ToArray());
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
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 6 << 20);
        return error;
    }

    private static byte[] Written(DataType type, Column column)
    {
        var schema = FieldList.Of(new Field("s", type, Nullable: true));
        return ArrowStreams.Write(schema, new RecordBatch(schema, column));
    }

    // A stream without its end marker.
    private static byte[] SchemaOf(FieldList schema) => ArrowStreams.Write(schema)[..^8];

    private static byte[] Framed(int length)
    {
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, -1);
        BinaryPrimitives.WriteInt32LittleEndian(prefix.AsSpan(4), length);
        return prefix;
    }
}
