using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Jobs.Tuning;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Ease;
using Serilog.Core;

namespace RecPipeline.Jobs.Tests.Tuning;

/// <summary>A search by a measure whose values are known.</summary>
public class SearchTests
{
    private readonly MemoryStore _store = new();

    [Fact]
    public void Options_that_a_model_refuses_have_no_value_and_those_that_are_set_end_the_search()
    {
        var (before, best) = NewSearch().Run(Ease(100), new Refusing(above: 200));
        var rows = Rows();
        Assert.Equal(-100, before.Value);
        Assert.All(rows.Where(row => row.Rung == 0), row => Assert.Equal((double)row.Options["lambda"]! > 200, row.Value is null));
        Assert.Contains(rows, row => row.Value is null);
        Assert.InRange((double)best.Options["lambda"]!, 0, 100);
        Assert.Equal("no", Assert.Throws<UsageException>(() => NewSearch().Run(Ease(201), new Refusing(above: 200))).Message);
    }

    private static ChosenModel Ease(double lambda) => new(new EaseRecommender(), new EaseOptions { Lambda = lambda });

    private Search NewSearch()
    {
        _store.Delete(TrialTable.Path);
        return new Search(new RunContext(new PipelineOptions(), new Catalog(_store), default, default, Logger.None, new NoProgress(), default), new TrialTable(new Catalog(_store), new Dictionary<string, string> { ["ease"] = "key" }), 20);
    }

    private Trial[] Rows()
    {
        using var stream = _store.Open(TrialTable.Path);
        return [.. JsonNode.Parse(stream)!["trials"]!.AsArray().Select(Trial.Parse)];
    }

    /// <summary>Small lambdas are best, and those above a limit are refused.</summary>
    private sealed class Refusing(double above) : IMeasure
    {
        public int TrainingUsers => 100;

        public int Users => 10;

        public string Metric => "NDCG@100";

        public double Value(ChosenModel model, int trainingUsers) => ((EaseOptions)model.Options).Lambda is var lambda && lambda <= above
            ? -lambda
            : throw new UsageException("no", new ModelException("no"));
    }
}
