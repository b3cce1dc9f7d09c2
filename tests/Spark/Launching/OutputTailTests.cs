using RecPipeline.Spark.Launching;

namespace RecPipeline.Spark.Tests.Launching;

public sealed class OutputTailTests
{
    [Fact]
    public void ToString_CauseBeforeManyLines_IsKeptWithTheLastOnes()
    {
        var (passed, count) = (new List<string>(), 100);
        var tail = new OutputTail(passed.Add);
        tail.Add("Error: Unrecognized option: --outt");
        for (int i = 0; i < count; i++)
            tail.Add($"usage {i}");
        string[] lines = tail.ToString().Split('\n');
        Assert.Equal(("  Error: Unrecognized option: --outt", "  usage 60", "  usage 99", 41), (lines[0], lines[1], lines[^1], lines.Length));
        Assert.Contains("pipeline options stand behind --", StartAdvice.For(tail.ToString()), StringComparison.Ordinal);
        Assert.Equal(count + 1, passed.Count);
    }
}
