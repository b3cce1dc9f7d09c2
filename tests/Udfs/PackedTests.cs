using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Hashing;
using RecPipeline.Models.Matrices;
using RecPipeline.Udfs.Cleaning;

namespace RecPipeline.Udfs.Tests;

/// <summary>What travels between driver and executors.</summary>
public class PackedTests
{
    [Fact]
    public void Matrix_ThereAndBack_IsTheSame()
    {
        var matrix = new SparseMatrix(4, [0, 2, 2, 3], [0, 2, 1], [5f, 3f, 4.5f]);
        var back = Packed.ToMatrix(Written(Packed.Matrix(matrix)));
        Assert.Equal((3, 4, 3), (back.Rows, back.Columns, back.Count));
        Assert.Equal(matrix.Offsets.ToArray(), back.Offsets.ToArray());
        Assert.Equal(matrix.Indices.ToArray(), back.Indices.ToArray());
        Assert.Equal(matrix.Values.ToArray(), back.Values.ToArray());
    }

    [Fact]
    public void ToMatrix_EveryTruncation_IsRefused()
    {
        byte[] bytes = Written(Packed.Matrix(new SparseMatrix(4, [0, 2, 2, 3], [0, 2, 1], [5f, 3f, 4.5f])));
        for (int length = 0; length < bytes.Length; length++)
            Assert.Contains("are no matrix", Assert.Throws<InvalidDataException>(() => Packed.ToMatrix(bytes.AsMemory(0, length))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToArray_OddLength_IsRefused() => Assert.Equal(
        "9 bytes are no whole number of Int64 values; the driver has another build than this worker.",
        Assert.Throws<InvalidDataException>(() => Packed.ToArray<long>(new byte[9])).Message);

    [Fact]
    public void ToArray_Bytes_AreTheValues() => Assert.Equal([1L, -2L], Packed.ToArray<long>(Packed.Bytes<long>([1, -2])));

    [Fact]
    public void Sum_PartsOfATable_IsTheHashOfTheTable()
    {
        var schema = FieldList.Of(new("user_index", DataType.Int32), new("score", DataType.Float32));
        var all = Batch(schema, [1, 2, 3], [.5f, -0f, 2f]);
        var parts = new[] { all.Slice(0, 1), all.Slice(1, 2) }.Select(part => Hash(schema, part)).ToArray();
        var rows = new RecordBatch(
            ContentHash.Parts, Longs(parts.Select(part => part.Rows)), Longs(parts.Select(part => (long)part.Sum)), Longs(parts.Select(part => (long)part.MixedSum)));
        Assert.Equal(Hash(schema, all), ContentHash.Sum(schema, rows));
        Assert.Equal(new TableHasher(schema).Current, ContentHash.Sum(schema, RecordBatch.Empty(ContentHash.Parts)));
    }

    [Fact]
    public void Line_OfABlock_CountsFromTheLinesBeforeIt()
    {
        var lines = BlockLines.Of(["r.csv"], [(1000, 7), (0, 40), (2000, 3)]);
        Assert.Equal((1L, 41L, 48L), (lines.Line(0, 0), lines.Line(1000, 0), lines.Line(2000, 0)));
        Assert.Equal(43, lines.Line(1000, 2));
        Assert.Contains("'r.csv' has a block at byte 500 that was not there before.", Assert.Throws<InvalidDataException>(() => lines.Line(500, 0)).Message, StringComparison.Ordinal);
    }

    private static byte[] Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    private static TableHash Hash(FieldList schema, RecordBatch rows)
    {
        var hasher = new TableHasher(schema);
        hasher.Add(rows);
        return hasher.Current;
    }

    private static RecordBatch Batch(FieldList schema, int[] ids, float[] scores) => new(schema, new Column<int>(DataType.Int32, ids), new Column<float>(DataType.Float32, scores));

    private static Column<long> Longs(IEnumerable<long> values) => new(DataType.Int64, values.ToArray());
}
