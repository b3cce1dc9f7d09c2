using RecPipeline.Evaluation;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Jobs.Tests.Reporting;

public sealed class MetricNamesTests
{
    private static readonly TrainingCatalogue Catalogue = new(
        SparseMatrix.FromTriples(3, 2, [0, 1, 2, 2], [0, 1, 0, 1], [5, 3, 4, 4]), SparseMatrix.FromTriples(3, 1, [0, 2], [0, 0], [1, 1]));

    [Fact]
    public void Definitions_EveryMetricThatEvaluationWrites_HasOne()
    {
        var definitions = MetricNames.Definitions(4);
        var names = Lists(StandardMetrics.Of(ProtocolKind.HeldOutUsers, Catalogue)).Concat(Lists(StandardMetrics.Of(ProtocolKind.LeaveOneOut, Catalogue))).Concat(Errors()).Concat(Churn()).Distinct().ToArray();
        Assert.Equal([], names.Where(name => !definitions.ContainsKey(name)));
        Assert.Equal([], definitions.Keys.Except(names));
    }

    [Fact]
    public void Definitions_OtherThreshold_ShowsInCumulativeHitRate() =>
        Assert.Contains(">= 3.5", MetricNames.Definitions(3.5)["cHR"], StringComparison.Ordinal);

    [Theory]
    [InlineData("RMSE", true)]
    [InlineData("MAEWithFallback", true)]
    [InlineData("squared error", true)]
    [InlineData("NDCG", false)]
    [InlineData("Gini", false)]
    public void IsLowerBetter_Errors_Are(string metric, bool expected) => Assert.Equal(expected, MetricNames.IsLowerBetter(metric));

    private static IEnumerable<string> Lists(IReadOnlyList<IMetric> metrics)
    {
        var evaluation = new ListEvaluation(metrics, [2], users: 2, Catalogue.Items);
        evaluation.Add(0, new RankedList([0, 2], [], [2], [4f]) { History = [0] });
        return evaluation.Rows("p", 0, "m", seed: 42, resamples: 100).Select(row => row.Metric);
    }

    private static IEnumerable<string> Errors()
    {
        var errors = new RatingErrors(1);
        errors.Add(0, 4, 3, 3);
        return errors.Rows("p", 0, "m", seed: 42, resamples: 100).Select(row => row.Metric);
    }

    private static IEnumerable<string> Churn()
    {
        var churn = new ListChurn(1, [2]);
        churn.Add(0, [0, 1], [1, 2]);
        return churn.Rows("p", 0, "m", seed: 42, resamples: 100).Select(row => row.Metric);
    }
}
