using RecPipeline.Jobs.Configuration;

namespace RecPipeline.Jobs.Tests.Configuration;

/// <summary>The gate watches protocols that run: those of the run where nobody names a metric, and none that does not run.</summary>
public class ImpliedGateTests
{
    [Theory]
    [InlineData("evaluate.protocols=[\"loo_hash\",\"hash_20\",\"liang\"]", "liang/blend/NDCG@100, loo_hash/blend/HitRate@10")]
    [InlineData("evaluate.protocols=[\"hash_20\",\"temporal20\"]", "")]
    [InlineData("evaluate.cutoffs=[50,5]", "strong_liked/blend/NDCG@50, loo_last/blend/HitRate@5")]
    [InlineData("clean.feedback=implicit", "strong_all/blend/NDCG@100, loo_last/blend/HitRate@10")]
    [InlineData("evaluate.folds=2", "strong_liked/blend/NDCG@100, loo_last/blend/HitRate@10")]
    public void Load_NoMetricIsSet_FollowsProtocolsAndCutoffs(string setting, string expected) =>
        Assert.Equal(expected, string.Join(", ", new Layers { Set = [setting] }.Load().Gate.Metrics));

    [Fact]
    public void Load_MetricsThatAreSet_StayAsTheyAre() => Assert.Equal(
        ["hash_20/als/RMSE"], new Layers { Set = ["gate.metrics=[\"hash_20/als/RMSE\"]", "evaluate.protocols=[\"hash_20\"]"] }.Load().Gate.Metrics);

    [Fact]
    public void Load_MetricOfAProtocolThatDoesNotRun_IsAMistake() => Assert.Equal(
        "gate.metrics names 'loo_last/blend/HitRate@10', but evaluate.protocols does not run 'loo_last'; add it, or leave gate.metrics to follow the protocols that run.",
        Assert.Single(new Layers { Set = ["gate.metrics=[\"loo_last/blend/HitRate@10\"]", "evaluate.protocols=[\"strong_liked\"]"] }.Mistakes()));

    [Theory]
    [InlineData("evaluate.protocols=7", "--set evaluate.protocols: evaluate.protocols is 7, it must be one of hash_10, hash_20, temporal20, loo_last, loo_last_ge4, loo_hash, strong_liked, strong_all, liang, global_time, rolling.")]
    [InlineData("evaluate.cutoffs=[]", "evaluate.cutoffs must hold at least one list length from 1 to 10000.")]
    public void Load_WhatItFollowsIsAMistake_ReportsThatAlone(string setting, string expected) =>
        Assert.Equal(expected, new Layers { Set = [setting] }.Mistakes()[0]);
}
