using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Spark.Tests.Worker;

public sealed class GroupsTests
{
    private static readonly FieldList Schema = FieldList.Of(new Field("k", DataType.Int32, true), new Field("s", DataType.Utf8, true), new Field("v", DataType.Int64));

    [Fact]
    public void Cut_AnyBatching_GivesTheSameGroups()
    {
        (int? K, string? S)[] rows = [(1, "a"), (1, "a"), (1, "b"), (2, "b"), (2, null), (2, null), (null, null), (null, null), (null, "z"), (5, "z")];
        string[] expected = ["1 a: 0 1", "1 b: 2", "2 b: 3", "2 : 4 5", " : 6 7", " z: 8", "5 z: 9"];
        for (int size = 1; size <= rows.Length; size++)
            Assert.Equal(expected, Groups.Cut(Batches(rows, size), ["k", "s"]).Select(Text));
    }

    [Fact]
    public void Cut_KeysWithoutNulls_UsesRuns()
    {
        int[] keys = [.. Enumerable.Range(0, 1000).Select(i => i / 37)];
        var batch = new RecordBatch(FieldList.Of(new Field("k", DataType.Int32)), new Column<int>(DataType.Int32, keys));
        var groups = Groups.Cut([batch.Slice(0, 400), batch.Slice(400, 0), batch.Slice(400, 600)], ["k"]).ToArray();
        Assert.Equal(keys.Distinct(), groups.Select(group => group.Values<int>("k")[0]));
        Assert.Equal(keys.GroupBy(key => key).Select(run => run.Count()), groups.Select(group => group.RowCount));
    }

    [Fact]
    public void Cut_NothingAndEmptyBatches_GivesNoGroup()
    {
        Assert.Empty(Groups.Cut([], ["k"]));
        Assert.Empty(Groups.Cut([RecordBatch.Empty(Schema), RecordBatch.Empty(Schema)], ["k"]));
    }

    private static IEnumerable<RecordBatch> Batches((int? K, string? S)[] rows, int size)
    {
        for (int start = 0; start < rows.Length; start += size)
        {
            var part = rows[start..Math.Min(rows.Length, start + size)];
            int first = start;
            yield return new RecordBatch(
                Schema, new Column<int>(DataType.Int32, part.Select(row => row.K ?? 0).ToArray(), Bitmap.Of(part.Length, i => part[i].K is not null)),
                StringColumns.Of([.. part.Select(row => row.S)]), new Column<long>(DataType.Int64, part.Select((_, i) => (long)first + i).ToArray()));
        }
    }

    private static string Text(RecordBatch group) =>
        $"{(group["k"].IsNull(0) ? "" : group.Values<int>("k")[0])} {((StringColumn)group["s"]).Text(0)}: {string.Join(' ', group.Values<long>("v").ToArray())}";
}
