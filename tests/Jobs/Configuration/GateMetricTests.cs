using RecPipeline.Jobs.Configuration;

namespace RecPipeline.Jobs.Tests.Configuration;

public class GateMetricTests
{
    [Theory]
    [InlineData("strong_liked/blend/NDCG@100", "strong_liked", "blend", "NDCG", 100)]
    [InlineData("hash_20/als/RMSE", "hash_20", "als", "RMSE", 0)]
    public void TryParse_ProtocolModelMetric_GivesItsPartsAndWritesThemBack(string text, string protocol, string model, string metric, int cutoff)
    {
        Assert.True(GateMetric.TryParse(text, out var parsed));
        Assert.Equal(new GateMetric(protocol, model, metric, cutoff), parsed);
        Assert.Equal(text, parsed!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("NDCG@100")]
    [InlineData("strong_liked/NDCG@100")]
    [InlineData("strong_liked/blend/NDCG/100")]
    [InlineData("strong_liked//NDCG@100")]
    [InlineData("/blend/NDCG@100")]
    [InlineData("strong_liked/blend/")]
    [InlineData("strong_liked/blend/@100")]
    [InlineData("strong_liked/blend/NDCG@")]
    [InlineData("strong_liked/blend/NDCG@ten")]
    [InlineData("strong_liked/blend/NDCG@-1")]
    [InlineData("strong_liked/blend/NDCG@1@2")]
    public void TryParse_AnythingElse_IsRefused(string text)
    {
        Assert.False(GateMetric.TryParse(text, out var parsed));
        Assert.Null(parsed);
    }
}
