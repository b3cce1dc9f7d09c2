using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>What each rule of lists costs, measured on the blend.</summary>
public sealed class RuleCostsTests : IDisposable
{
    private const string Rules = """
        [
          {"name": "nothing", "do": "atMost", "feature": "year", "count": 10},
          {"name": "nobody", "do": "allow", "feature": "year", "max": 1}
        ]
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    [Fact]
    public void Run_EachRule_IsHeldAgainstTheBlendWithoutRules()
    {
        var facts = Run(topN => topN with { Rules = _folder.Write("rules.json", Rules), Diversity = 0.9 });
        Assert.Equal(["nothing", "nobody", "diversity", "all rules"], facts.Rules.Select(rule => rule.Rule));
        Assert.All(facts.Rules, rule => Assert.Equal(("strong_liked", 0, "NDCG", 10), (rule.Protocol, rule.Fold, rule.Metric, rule.Cutoff)));
        double blend = facts.Rules[0].Blend!.Value;
        Assert.InRange(blend, 0.01, 1);
        Assert.Equal([0, -blend, -blend], new[] { 0, 1, 3 }.Select(at => facts.Rules[at].Difference!.Value), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.NotEqual(0, facts.Rules[2].Difference);
        string report = System.Text.Encoding.UTF8.GetString(Read("report/index.html"));
        Assert.Contains("Rule of lists</dt><dd>nobody: NDCG@10 of the blend", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OneOption_HasOneCostAndKeepsMetrics()
    {
        var plain = Run(topN => topN);
        string metrics = new Catalog(_store).Contract("metrics").ContentHash;
        var facts = Run(topN => topN with { Explore = 1, ExploreRatings = 100 });
        Assert.Empty(plain.Rules);
        Assert.Equal(["explore"], facts.Rules.Select(rule => rule.Rule));
        Assert.Equal(metrics, new Catalog(_store).Contract("metrics").ContentHash);
    }

    [Fact]
    public void Run_OtherRules_AreMeasuredAgain()
    {
        Run(topN => topN with { Rules = _folder.Write("rules.json", Rules) });
        var facts = Run(topN => topN with { Rules = _folder.Write("rules.json", Rules.Replace("nobody", "no one", StringComparison.Ordinal)) });
        Assert.Contains("no one", facts.Rules.Select(rule => rule.Rule));
    }

    public void Dispose() => _folder.Dispose();

    private EvaluationFacts Run(Func<TopNOptions, TopNOptions> change)
    {
        bool isNew = !System.IO.File.Exists(_folder.At("small", "ratings.csv"));
        var options = SmallRun.Options(isNew ? SmallData.Write(_folder) : (_folder.At("small", "ratings.csv"), _folder.At("small", "movies.csv")));
        SmallRun.Execute(_store, options with
        {
            TopN = change(options.TopN) with { Date = "2026-12-01" }, Gate = new GateOptions { Metrics = [] },
            Evaluate = new EvaluateOptions { Protocols = ["strong_liked"], Cutoffs = [20], Resamples = 100 },
        });
        return EvaluationFacts.Of(new Catalog(_store).Contract("metrics").Properties);
    }

    private byte[] Read(string path)
    {
        using var stream = _store.Open(path);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
