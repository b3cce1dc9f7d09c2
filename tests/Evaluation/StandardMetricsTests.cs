using RecPipeline.Models;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Evaluation.Tests;

public class StandardMetricsTests
{
    private static readonly TrainingCatalogue Catalogue = new(SparseMatrix.FromTriples(3, 2, [0, 1, 2, 2], [0, 1, 0, 1], [5, 3, 4, 4]));

    [Theory]
    [InlineData(ProtocolKind.HeldOutUsers, "NDCG Recall RecallCapped Precision MAP MRR HitRate")]
    [InlineData(ProtocolKind.Later, "NDCG Recall RecallCapped Precision MAP MRR HitRate")]
    [InlineData(ProtocolKind.LeaveOneOut, "HitRate cHR ARHR rHR NDCG")]
    public void Of_Protocol_TakesItsOwnMetricsAndWhatListsAreLike(ProtocolKind protocol, string accuracy)
    {
        string[] names = [.. StandardMetrics.Of(protocol, Catalogue).Select(metric => metric.Name).Distinct()];
        string lists = "UserCoverage Diversity NoveltyRank SelfInformation LongTail PopularityLift CatalogueCoverage Gini Entropy";
        Assert.Equal($"{accuracy} {lists}", string.Join(' ', names));
    }

    [Fact]
    public void Of_Ratings_HasNoMetricOfLists() => Assert.Empty(StandardMetrics.Of(ProtocolKind.Ratings, Catalogue));

    [Fact]
    public void ByName_EveryMetric_SaysWhatItIs()
    {
        var all = StandardMetrics.ByName();
        string Of(Func<IMetric, bool> filter) => string.Join(' ', all.Where(each => filter(each.Value)).Select(each => each.Key).Order(StringComparer.Ordinal));
        Assert.Equal("MAE MAEWithFallback RMSE RMSEWithFallback", Of(metric => metric.IsLowerBetter));
        Assert.Equal("RowsPredicted RowsWithoutPrediction", Of(metric => metric.Kind == MetricKind.Count));
        Assert.Equal(
            "ARHR HitRate MAE MAEWithFallback MAP MRR NDCG Precision RMSE RMSEWithFallback Recall RecallCapped cHR rHR",
            Of(metric => metric.Kind == MetricKind.Accuracy));
        Assert.Equal("Diversity DiversityPooled NoveltyRank NoveltyRankPooled SelfInformation SelfInformationPooled", Of(metric => metric is IPooledMetric));
    }

    [Fact]
    public void A_protocol_is_what_its_split_makes_of_it()
    {
        string Kinds(Func<string, bool> filter) => string.Join(' ', Splits.Names.Where(filter));
        Assert.Equal("hash_10 hash_20 temporal20", Kinds(name => ProtocolKinds.Of(name) == ProtocolKind.Ratings));
        Assert.Equal("loo_last loo_last_ge4 loo_hash", Kinds(name => ProtocolKinds.Of(name) == ProtocolKind.LeaveOneOut));
        Assert.Equal("strong_liked strong_all liang", Kinds(name => ProtocolKinds.Of(name) == ProtocolKind.HeldOutUsers));
        Assert.Equal("global_time rolling", Kinds(name => ProtocolKinds.Of(name) == ProtocolKind.Later));
        Assert.Equal("temporal20", Kinds(ProtocolKinds.IsTemporal));
    }

    [Theory]
    [InlineData("hash_20", "RMSE", 0)]
    [InlineData("loo_last", "HitRate", 5)]
    [InlineData("strong_liked", "NDCG", 100)]
    public void Headline_IsTheNumberThatTheProtocolIsFor(string protocol, string metric, int cutoff) =>
        Assert.Equal((metric, cutoff), ProtocolKinds.Headline(protocol, [10, 5, 100]));
}
