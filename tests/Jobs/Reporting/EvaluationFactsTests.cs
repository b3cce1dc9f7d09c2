using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Evaluation;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Stages.Evaluate;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Tests.Reporting;

public sealed class EvaluationFactsTests
{
    private static readonly FoldName Fold = new("strong_liked", 2);

    [Fact]
    public void Of_WhatEvaluationKeeps_ReadsEveryPart()
    {
        var kept = new FoldFacts();
        kept.Compare(Fold, "NDCG", 100, "als", "popularity", new PairedResult(0.3, 0.2, 0.1, 0.05, 0.15, 120, 0, 0.002));
        kept.Compare(Fold, "NDCG", 100, "blend", "als", new PairedResult(double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, 0, 0, double.NaN));
        kept.CandidateSet(Fold, "all items");
        kept.Time(Fold, "als", 1.25, 0);
        var read = EvaluationFacts.Of(kept.ToJson());
        Assert.Equal(
            [new ComparisonFact("strong_liked", 2, "NDCG", 100, "als", "popularity", 0.1, 0.05, 0.15, 120), new ComparisonFact("strong_liked", 2, "NDCG", 100, "blend", "als", null, null, null, 0)],
            read.Comparisons);
        Assert.Equal("all items", read.CandidateSets["strong_liked"]);
        Assert.Equal([new TimeFact("strong_liked", 2, "als", 1.25, 0)], read.Times);
    }

    [Fact]
    public void Of_ItsOwnJson_ReadsTheSame()
    {
        var facts = SampleMetrics.Evaluation();
        Assert.Equal(facts.Comparisons, EvaluationFacts.Of(facts.ToJson()).Comparisons);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"something else": 1}""")]
    public void Of_NothingKept_IsEmpty(string? json)
    {
        var read = EvaluationFacts.Of(json is null ? null : (JsonObject)JsonNode.Parse(json)!);
        Assert.Empty(read.Comparisons);
        Assert.Empty(read.CandidateSets);
        Assert.Empty(read.Times);
    }

    [Fact]
    public void Of_AnotherShape_SaysWhere() => Assert.Contains(
        "$.comparisons[0].users",
        Assert.Throws<JsonException>(() => EvaluationFacts.Of((JsonObject)JsonNode.Parse("""{"comparisons": [{"users": "many"}]}""")!)).Message,
        StringComparison.Ordinal);
}
