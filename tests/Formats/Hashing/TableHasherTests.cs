using System.Buffers.Binary;
using System.IO.Hashing;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Hashing;

namespace RecPipeline.Formats.Tests.Hashing;

public sealed class TableHasherTests
{
    private static readonly FieldList Schema = FieldList.Of(
        new("id", DataType.Int32),
        new("name", DataType.Utf8, Nullable: true),
        new("score", DataType.Float32));

    [Fact]
    public void Add_OneRow_HashesPresenceBytesAndLittleEndianValues()
    {
        // id 7, name "ab", score 1.5, written by hand.
        byte[] row = [1, 7, 0, 0, 0, 1, 2, 0, 0, 0, (byte)'a', (byte)'b', 1, 0, 0, 0xC0, 0x3F];
        Assert.Equal(1.5f, BinaryPrimitives.ReadSingleLittleEndian(row.AsSpan(13)));
        Assert.Equal(XxHash64.HashToUInt64(row), Hash(Batch([7], ["ab"], [1.5f])).Sum);
    }

    [Fact]
    public void Add_NullValue_HashesTheAbsenceOnly()
    {
        byte[] row = [1, 7, 0, 0, 0, 0, 1, 0, 0, 0xC0, 0x3F];
        Assert.Equal(XxHash64.HashToUInt64(row), Hash(Batch([7], [null], [1.5f])).Sum);
    }

    [Fact]
    public void Add_RowsInAnotherOrderAndOtherBatches_GivesTheSameHash()
    {
        var whole = Hash(Batch([1, 2, 3], ["a", null, "c"], [1, 2, 3]));
        var parts = Hash(Batch([3], ["c"], [3])).Combine(Hash(Batch([2, 1], [null, "a"], [2, 1])));
        Assert.Equal(whole, parts);
        Assert.Equal(3, whole.Rows);
    }

    [Fact]
    public void Add_OneChangedValue_ChangesTheHash() =>
        Assert.NotEqual(Hash(Batch([1], ["a"], [1])), Hash(Batch([1], ["a"], [1.0000001f])));

    [Fact]
    public void Add_NegativeZero_CountsAsZero() =>
        Assert.Equal(Hash(Batch([1], ["a"], [0f])), Hash(Batch([1], ["a"], [-0f])));

    [Fact]
    public void Add_NaN_IsRefusedWithColumnAndRow()
    {
        var error = Assert.Throws<InvalidDataException>(() => Hash(Batch([1, 2], ["a", "b"], [0f, float.NaN])));
        Assert.Contains("row 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("'score'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_Lists_DependOnWhereTheyEnd()
    {
        var type = DataType.List(DataType.Int32);
        var schema = FieldList.Of(new Field("items", type));
        TableHash Of(params int[] offsets)
        {
            var hasher = new TableHasher(schema);
            hasher.Add(new RecordBatch(schema, new ListColumn(type, offsets, new Column<int>(DataType.Int32, new[] { 1, 2, 3 }))));
            return hasher.Current;
        }
        Assert.NotEqual(Of(0, 1, 3), Of(0, 2, 3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(1300)]
    public void Add_NumbersWithoutNulls_IsTheHashOfThePlainTwin(int rows)
    {
        var random = new Random(rows);
        T[] Random<T>(Func<T> next) => [.. Enumerable.Range(0, rows).Select(_ => next())];
        var batch = Numbers(
            Random(() => random.Next()), Random(() => random.NextInt64()), Random(() => random.Next(3) == 0 ? -0f : random.NextSingle()),
            Random(() => random.Next(3) == 0 ? -0d : random.NextDouble() - 0.5), Random(() => random.Next(2) == 0), Random(() => (short)random.Next()));
        var (fast, plain) = (new TableHasher(batch.Schema), new TableHasher(batch.Schema));
        fast.Add(batch);
        plain.AddEncoded(batch);
        Assert.Equal(plain.Current, fast.Current);
        Assert.Equal(rows, fast.Current.Rows);
    }

    [Fact]
    public void Add_RowsWithoutColumns_AreCounted()
    {
        var hasher = new TableHasher(FieldList.Of());
        hasher.Add(new RecordBatch(FieldList.Of(), 3));
        Assert.Equal(3, hasher.Current.Rows);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(700)]
    public void Add_NaNAmongNumbers_IsRefusedWithColumnAndRow(int row)
    {
        var (floats, doubles) = (new float[701], new double[701]);
        doubles[row] = double.NaN;
        var error = Assert.Throws<InvalidDataException>(() => Hash(Numbers(new int[701], new long[701], floats, doubles, new bool[701], new short[701])));
        Assert.StartsWith($"Hashing row {row} of the batch: column 'double' is NaN", error.Message, StringComparison.Ordinal);
        floats[row] = float.NaN;
        error = Assert.Throws<InvalidDataException>(() => Hash(Numbers(new int[701], new long[701], floats, new double[701], new bool[701], new short[701])));
        Assert.StartsWith($"Hashing row {row} of the batch: column 'float' is NaN", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Add_ListOfNumbers_HashesCountAndEachElementWithItsPresence()
    {
        byte[] row = [1, 2, 0, 0, 0, 1, 5, 0, 0, 0, 1, 7, 0, 0, 0];
        Assert.Equal(XxHash64.HashToUInt64(row), HashOfList(DataType.Int32, new Column<int>(DataType.Int32, new[] { 5, 7 })).Sum);
        byte[] floats = [1, 2, 0, 0, 0, 1, 0, 0, 0xC0, 0x3F, 1, 0, 0, 0xC0, 0x3F];
        Assert.Equal(XxHash64.HashToUInt64(floats), HashOfList(DataType.Float32, new Column<float>(DataType.Float32, new[] { 1.5f, 1.5f })).Sum);
    }

    [Fact]
    public void Add_ListWithZeroOfEitherSign_IsTheSameAndNaNIsRefused()
    {
        TableHash Of(float second) => HashOfList(DataType.Float32, new Column<float>(DataType.Float32, new[] { 1.5f, second }));
        Assert.Equal(Of(0f), Of(-0f));
        Assert.Contains("'items' is NaN", Assert.Throws<InvalidDataException>(() => Of(float.NaN)).Message, StringComparison.Ordinal);
    }

    // One row that holds all elements.
    private static TableHash HashOfList(DataType element, Column elements)
    {
        var (type, hasher) = (DataType.List(element), new TableHasher(FieldList.Of(new Field("items", DataType.List(element)))));
        hasher.Add(new RecordBatch(FieldList.Of(new Field("items", type)), new ListColumn(type, new[] { 0, elements.Length }, elements)));
        return hasher.Current;
    }

    private static RecordBatch Numbers(int[] ints, long[] longs, float[] floats, double[] doubles, bool[] flags, short[] shorts) => new(
        FieldList.Of(
            new("int", DataType.Int32), new("long", DataType.Int64), new("float", DataType.Float32), new("double", DataType.Float64), new("flag", DataType.Boolean), new("short", DataType.Int16)),
        new Column<int>(DataType.Int32, ints), new Column<long>(DataType.Int64, longs), new Column<float>(DataType.Float32, floats),
        new Column<double>(DataType.Float64, doubles), new Column<bool>(DataType.Boolean, flags), new Column<short>(DataType.Int16, shorts));

    private static TableHash Hash(RecordBatch batch)
    {
        var hasher = new TableHasher(Schema);
        hasher.Add(batch);
        return hasher.Current;
    }

    private static RecordBatch Batch(int[] ids, string?[] names, float[] scores) =>
        new(Schema, new Column<int>(DataType.Int32, ids), StringColumns.Of(names), new Column<float>(DataType.Float32, scores));
}
