using RecPipeline.Evaluation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>Results taken apart by whom a model serves, and the random floor beside them.</summary>
public sealed class SlicesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    [Fact]
    public void Run_DefaultSlices_TakeTheHeadlineApart()
    {
        SmallRun.Execute(_store, Options([.. new EvaluateOptions().Slices]), new StageSelection(To: "evaluate"));
        var rows = MetricsReading.Rows(new Catalog(_store));
        var sliced = rows.Where(row => row.Slice != MetricRow.All).ToArray();
        Assert.Equal(["NDCG"], sliced.Select(row => row.Metric).Distinct());
        Assert.Contains("hidden: popular fifth", sliced.Select(row => row.Slice));
        foreach (var all in rows.Where(row => row is { Metric: "NDCG", Slice: MetricRow.All }))
            Assert.Equal(all.Users, sliced.Where(row => IsOfHistory(row) && row.Model == all.Model && row.Cutoff == all.Cutoff).Sum(row => row.Users));
    }

    [Fact]
    public void Run_NoSlices_HasNone()
    {
        SmallRun.Execute(_store, Options(), new StageSelection(To: "evaluate"));
        Assert.All(MetricsReading.Rows(new Catalog(_store)), row => Assert.Equal(MetricRow.All, row.Slice));
    }

    [Fact]
    public void Run_AnyModels_MeasuresRandomListsWithoutAWeight()
    {
        SmallRun.Execute(_store, Options(), new StageSelection(To: "evaluate"));
        var models = MetricsReading.Rows(new Catalog(_store)).Select(row => row.Model).Distinct().ToArray();
        Assert.Equal(["popularity", "similarity", "als", "random", "blend"], models);
        Assert.False(new Catalog(_store).FindContract("models/random/size") is not null, "random was fitted for lists that nobody gets");
    }

    [Fact]
    public void Run_FeatureThatNoItemHas_SaysWhichThereAre()
    {
        var error = Assert.Throws<UsageException>(() => SmallRun.Execute(_store, Options("colour"), new StageSelection(To: "evaluate")));
        Assert.StartsWith("Evaluating: evaluate.slices names 'colour', but no item has such a feature. Slices are history, popularity", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Genres_HaveASliceEach()
    {
        var options = Options("genres") with
        {
            Input = new InputOptions { Ratings = Repository.At("data", "ml-latest-small", "ratings.csv"), Items = Repository.At("data", "ml-latest-small", "movies.csv") },
            Clean = new CleanOptions { TimeMax = 1_600_000_000 },
        };
        SmallRun.Execute(_store, options.With<RecPipeline.Models.Als.AlsOptions>("als", als => als with { Enabled = false }), new StageSelection(To: "split"));
        SmallRun.Execute(_store, options, new StageSelection(Only: "evaluate"));
        var rows = MetricsReading.Rows(new Catalog(_store));
        Assert.Equal(19, rows.Where(row => row.Slice.StartsWith("hidden: genres=", StringComparison.Ordinal)).Select(row => row.Slice).Distinct().Count());
        Assert.Contains(rows, row => row is { Metric: "Miscalibration", Model: "similarity", Value: > 0.1 and < 2 });
    }

    public void Dispose() => _folder.Dispose();

    private static bool IsOfHistory(MetricRow row) => row.Slice.StartsWith("history ", StringComparison.Ordinal);

    private PipelineOptions Options(params string[] slices) => SmallRun.Options(SmallData.Write(_folder)) with
    {
        Evaluate = new EvaluateOptions { Protocols = ["strong_liked"], Cutoffs = [10], Resamples = 100, Slices = slices },
    };
}
