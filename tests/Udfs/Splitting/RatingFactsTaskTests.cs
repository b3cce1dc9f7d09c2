using RecPipeline.Formats.Columns;
using RecPipeline.Models.Splitting;
using RecPipeline.Udfs.Splitting;

namespace RecPipeline.Udfs.Tests.Splitting;

/// <summary>What partitions say of the ratings, on its way to the driver.</summary>
public class RatingFactsTaskTests
{
    private static readonly RatingFacts First = new(7, 2, 0.5f, 5, 2, 3, 1), Second = new(4, 0, -1, 3, 4, 1, 1);

    [Fact]
    public void Sum_RowsOfPartitions_AreAddedUp()
    {
        RecordBatch[] rows = [RatingFactsTask.Row(First), RatingFactsTask.Row(RatingFacts.None), RatingFactsTask.Row(Second)];
        Assert.Equal(new RatingFacts(11, 2, -1, 5, 2, 4, 2), RatingFactsTask.Sum(Concatenation.Concat(RatingFactsTask.Facts, rows)));
    }

    [Fact]
    public void Sum_NoPartitions_IsNone() => Assert.Equal(RatingFacts.None, RatingFactsTask.Sum(RecordBatch.Empty(RatingFactsTask.Facts)));

    [Fact]
    public void Task_ThroughJson_KeepsTheRulesOfTheRun()
    {
        var task = new SplitTask("liang", 0, 42, new SplitRules(70, 500));
        Assert.Equal(task, Packed.FromJson<SplitTask>(Packed.Json(task)));
    }
}
