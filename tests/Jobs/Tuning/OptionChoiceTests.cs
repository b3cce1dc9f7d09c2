using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Jobs.Tuning;
using RecPipeline.Models.Ease;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Tuning;

/// <summary>A model of a run that tunes itself: on each fold for itself, and on fold 0 for the final fit.</summary>
public sealed class OptionChoiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();
    private readonly PipelineOptions _options;

    public OptionChoiceTests()
    {
        var options = SmallRun.Options(SmallData.Write(_folder)).With<EaseOptions>("ease", ease => ease with { Enabled = true, Lambda = 20 });
        _options = options with { Evaluate = options.Evaluate with { Protocols = ["strong_liked", "loo_last"], Folds = 2 } };
    }

    [Theory]
    [InlineData(new[] { 1.0, 3, 2, 1 }, 1)]
    [InlineData(new[] { 5.0, 2, 4, 4, 4 }, 0)] // 2 · 5 + 5 + 2
    [InlineData(new[] { 4.0, 5, 1, 4.9, 4.9 }, 4)] // a peak between low neighbours is chance: 15 against 19.6
    [InlineData(new[] { 2.0, 2, 2 }, 0)]
    public void The_best_point_counts_with_its_neighbours(double[] values, int expected) => Assert.Equal(expected, OptionChoice.Best(values));

    [Fact]
    public void Each_fold_chooses_for_itself_and_the_final_fit_takes_fold_0()
    {
        SmallRun.Execute(_store, _options);
        var catalog = new Catalog(_store);
        var tuned = EvaluationFacts.Of(catalog.Contract("metrics").Properties).Tuned;
        Assert.Equal([("strong_liked", 0, "ease"), ("strong_liked", 1, "ease")], tuned.Select(each => (each.Protocol, each.Fold, each.Model)));
        double[] points = [2.5, 5, 10, 20, 40, 80, 160, 320];
        Assert.All(tuned, each => Assert.Contains((double)each.Options["lambda"]!, points));
        Assert.All(tuned, each => Assert.True(each is { Ndcg: > 0 and < 1, Users: > 0 }, $"{each}"));
        var final = catalog.Contract("models/ease/weights").Properties["tuned"]!;
        Assert.Equal(tuned[0].Options.ToJsonString(), final["options"]!.ToJsonString());
        Assert.Contains($"ease: lambda {tuned[0].Options["lambda"]}, {tuned[1].Options["lambda"]}", Text("report/index.html"), StringComparison.Ordinal);
        Assert.Contains("\"tuned\"", Text("run.json"), StringComparison.Ordinal);
    }

    // What it chose could have been set.
    [Fact]
    public void The_final_fit_is_that_of_the_chosen_value()
    {
        SmallRun.Execute(_store, _options, new StageSelection(To: "ease"));
        var catalog = new Catalog(_store);
        double chosen = (double)catalog.Contract("models/ease/weights").Properties["tuned"]!["options"]!["lambda"]!;
        var set = new MemoryStore();
        SmallRun.Execute(set, _options.With<EaseOptions>("ease", ease => ease with { Auto = false, Lambda = chosen }), new StageSelection(To: "ease"));
        Assert.Equal(new Catalog(set).Contract("models/ease/weights").ContentHash, catalog.Contract("models/ease/weights").ContentHash);
        Assert.Null(new Catalog(set).Contract("models/ease/weights").Properties["tuned"]);
    }

    [Fact]
    public void Test_rows_are_not_read_for_it_and_threads_change_nothing()
    {
        SmallRun.Execute(_store, _options);
        var before = SmallRun.Hashes(_store, _options);
        string metrics = Timeless();
        SmallRun.Execute(_store, _options with { Threads = 7 }, new StageSelection(From: "ease", To: "evaluate"), force: true);
        Assert.Equal(before, SmallRun.Hashes(_store, _options));
        Assert.Equal(metrics, Timeless());
        foreach (string table in new[] { "test", "fold_in" })
            _store.Delete($"eval/strong_liked/fold=0/{table}");
        SmallRun.Execute(_store, _options, new StageSelection(Only: "ease"), force: true);
        Assert.Equal(before["models/ease/weights"], new Catalog(_store).Contract("models/ease/weights").ContentHash);
    }

    [Fact]
    public void Without_the_protocol_of_its_users_the_model_is_as_set()
    {
        SmallRun.Execute(_store, _options with { Evaluate = _options.Evaluate with { Protocols = ["loo_last"] } }, new StageSelection(To: "evaluate"));
        var catalog = new Catalog(_store);
        Assert.Null(catalog.Contract("models/ease/weights").Properties["tuned"]);
        Assert.Empty(EvaluationFacts.Of(catalog.Contract("metrics").Properties).Tuned);
    }

    public void Dispose() => _folder.Dispose();

    private string Timeless() => new Catalog(_store).Contract("metrics").Properties["tuned"]!.ToJsonString();

    private string Text(string path)
    {
        using var reader = new StreamReader(_store.Open(path));
        return reader.ReadToEnd();
    }
}
