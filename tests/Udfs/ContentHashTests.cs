using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Hashing;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Udfs.Tests;

/// <summary>Hashes of partitions, made by tasks and summed by the driver.</summary>
public class ContentHashTests
{
    private static readonly FieldList Schema = FieldList.Of(new("id", DataType.Int32), new("name", DataType.Utf8));

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Watch_PartitionsInAnyCut_LetsRowsPassAndGivesTheHashOfTheTable(int partitions)
    {
        var parts = Enumerable.Range(0, partitions).Select(part => Part(part, partitions)).ToArray();
        var notes = new List<byte[]>();
        foreach (var part in parts)
        {
            var context = TaskContext.WithoutSpark();
            Assert.Equal(part, ContentHash.Watch(part, context));
            notes.AddRange(context.Notes);
        }
        Assert.Equal(Whole(), ContentHash.Sum(Schema, notes));
        Assert.Equal(Whole(), ContentHash.Sum(Schema, RecordBatches(parts)));
    }

    [Fact]
    public void Watch_NoRows_LeavesNoNote_AndNoNotesAreTheEmptyTable()
    {
        var context = TaskContext.WithoutSpark();
        Assert.Empty(ContentHash.Watch([], context));
        Assert.Empty(context.Notes);
        Assert.Equal(new TableHasher(Schema).Current, ContentHash.Sum(Schema, context.Notes));
    }

    private static TableHash Whole()
    {
        var hasher = new TableHasher(Schema);
        hasher.Add(Batch(Enumerable.Range(0, 10)));
        return hasher.Current;
    }

    // Batches of two rows; row i is in part i mod parts.
    private static RecordBatch[] Part(int part, int parts) =>
        [.. Enumerable.Range(0, 10).Where(i => i % parts == part).Chunk(2).Select(Batch)];

    private static RecordBatch RecordBatches(RecordBatch[][] parts) => Concatenation.Concat(
        ContentHash.Parts, [.. parts.SelectMany(part => ContentHash.OfPartition(part, TaskContext.WithoutSpark()))]);

    private static RecordBatch Batch(IEnumerable<int> ids) => new(
        Schema, new Column<int>(DataType.Int32, ids.ToArray()), StringColumns.Of([.. ids.Select(id => $"n{id}")]));
}
