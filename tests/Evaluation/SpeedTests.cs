using System.Diagnostics;
using Xunit.Abstractions;

namespace RecPipeline.Evaluation.Tests;

/// <summary>Question: does measuring stay small beside scoring? Prints the times; the bound is generous, for shared machines.</summary>
[Trait("Tier", "All")]
public class SpeedTests(ITestOutputHelper output)
{
    [Fact]
    public void TenThousandUsers_AllMetricsAndIntervals_TakeSeconds()
    {
        var data = new RandomLists(users: 10_000, items: 2_000, length: 100, seed: 1, density: 0.01);
        IMetric[] metrics = [.. StandardMetrics.Ranking(data.Catalogue), new AverageReciprocalHitRate(), new CumulativeHitRate()];
        for (int round = 0; round < 3; round++)
        {
            var evaluation = new ListEvaluation(metrics, [10, 20, 50, 100], 10_000, data.Catalogue.Items);
            var watch = Stopwatch.StartNew();
            for (int user = 0; user < 10_000; user++)
                evaluation.Add(user, data.List(user));
            double add = watch.Elapsed.TotalSeconds;
            int rows = evaluation.Rows("p", 0, "m", 42).Count;
            output.WriteLine($"round {round}: lists {add:F3} s on one thread, {rows} rows with intervals {watch.Elapsed.TotalSeconds - add:F3} s");
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"took {watch.Elapsed}");
        }
    }
}
