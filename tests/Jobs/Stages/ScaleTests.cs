using System.Globalization;
using System.Text.Json;
using RecPipeline.Evaluation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>Ratings on other scales than five stars: what is liked is likedThreshold everywhere, and a threshold that does not fit the data is refused or named.</summary>
public sealed class ScaleTests : IDisposable
{
    private static readonly string Thumbs = Repository.Golden("cases", "57-order", "thumbs.csv");
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    private Catalog Catalog => new(_store);

    [Fact]
    public void Run_NoRatingReachesTheThreshold_FailsWithCode2BeforeAnyModel()
    {
        var error = Assert.Throws<UsageException>(() => SmallRun.Execute(_store, Table(Thumbs)));
        Assert.Equal(ExitCode.Usage, error.Code);
        Assert.StartsWith(
            "Splitting: no rating reaches likedThreshold 4; the highest is 1: set likedThreshold=1 (425 of 840 ratings are that high, the lowest is 0), or the rating from which on your scale means a like.",
            error.Message, StringComparison.Ordinal);
        Assert.Equal(840, Catalog.Contract("ratings").Rows);
        Assert.Null(Catalog.FindContract("models/popularity/items"));
    }

    [Fact]
    public void Run_ThumbsWithTheirThreshold_GivesEverybodyAListOfTheirOwn()
    {
        SmallRun.Execute(_store, Table(Thumbs, "likedThreshold=1"));
        var status = Catalog.Load("list_status").Strings("reason");
        Assert.All(Enumerable.Range(0, status.Length), row => Assert.NotEqual("cold", status.Text(row)));
        Assert.NotEqual(0, Catalog.Contract("eval/strong_liked/fold=0/test").Rows);
        Assert.Empty(Facts().Warnings);
        Assert.Equal("425 of 840 ratings (50.6%) reach likedThreshold 1 and count as liked; ratings run from 0 to 1", (string?)Facts().RatingFacts!["words"]);
    }

    // Every list and hit is that of the stars, since all models count likes alone.
    [Fact]
    public void Run_StarsTimes20WithThreshold80_IsTheRunOnStars()
    {
        var input = SmallData.Write(_folder);
        var stars = SmallRun.Options(input) with { Evaluate = Protocols };
        string percent = _folder.Write("percent.csv", string.Join('\n', File.ReadLines(input.Ratings).Select((line, at) => at == 0 ? line : Times20(line))) + "\n");
        var options = stars with
        {
            Input = stars.Input with { Ratings = percent },
            Clean = stars.Clean with { RatingRange = [0, 100], RatingStep = 10, RatingScale = 1 },
            LikedThreshold = 80,
        };
        var other = new MemoryStore();
        SmallRun.Execute(other, stars);
        SmallRun.Execute(_store, options);
        Assert.Equal(SmallRun.Hashes(other, stars)["recommendations"], SmallRun.Hashes(_store, options)["recommendations"]);
        Assert.Equal(Hits(new Catalog(other)), Hits(Catalog));
        Assert.Contains("held-out rating >= 80.0", Facts().Definitions["cHR"], StringComparison.Ordinal);
        Assert.Equal(Slices(new Catalog(other)).Select(stars => 20 * stars), Slices(Catalog));
        Assert.Contains(70, Slices(Catalog));
    }

    [Fact]
    public void Run_OtherThreshold_CutsOtherRows()
    {
        var options = SmallRun.Options(SmallData.Write(_folder)) with { Evaluate = Protocols };
        SmallRun.Execute(_store, options);
        var four = SmallRun.Hashes(_store, options);
        SmallRun.Execute(_store, options with { LikedThreshold = 3 });
        var three = SmallRun.Hashes(_store, options);
        Assert.All(
            ["eval/strong_liked/fold=0/test", "eval/loo_last_ge4/fold=0/test", "eval/liang/fold=0/test", "recommendations", "metrics"],
            table => Assert.NotEqual(four[table], three[table]));
        Assert.Equal(four["ratings"], three["ratings"]);
    }

    [Fact]
    public void Run_HardlyAnythingIsLiked_WarnsWithTheCountsInLogRunFileAndReport()
    {
        string file = Rated("few.csv", row => row % 150 == 0 ? "90" : "3");
        SmallRun.Execute(_store, Table(file, "evaluate.protocols=[\"hash_20\"]"));
        string expected = "split: only 5 of 840 ratings (0.6%) reach likedThreshold 4 (the default, for five stars) and count as liked; ratings run from 3 to 90.";
        Assert.StartsWith(expected, Assert.Single(Facts().Warnings), StringComparison.Ordinal);
        Assert.Contains(expected, Page(), StringComparison.Ordinal);
        SmallRun.Execute(_store, Table(file, "evaluate.protocols=[\"hash_20\"]", "report.sampleUsers=1")); // split is up to date
        Assert.StartsWith(expected, Assert.Single(Facts().Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NearlyEverythingIsLiked_WarnsForRatingsAndNotForConfidences()
    {
        string file = Rated("all.csv", row => $"{40 + (row % 60)}");
        SmallRun.Execute(_store, Table(file), new StageSelection(To: "split"));
        Assert.StartsWith("840 of 840 ratings (100.0%) reach likedThreshold 4", Assert.Single(Warnings()), StringComparison.Ordinal);
        SmallRun.Execute(_store, Table(file, "likedThreshold=70"), new StageSelection(To: "split"));
        Assert.Empty(Warnings());
        SmallRun.Execute(_store, Table(file, "clean.feedback=implicit"), new StageSelection(To: "split"));
        Assert.Empty(Warnings());
    }

    public void Dispose() => _folder.Dispose();

    private static EvaluateOptions Protocols => new() { Resamples = 100, Protocols = ["loo_last", "loo_last_ge4", "strong_liked", "liang"], LiangUsers = 5 };

    private static PipelineOptions Table(string file, params string[] settings)
    {
        string[] table = ["input.layout=table", "input.items=\"\"", $"input.ratings={JsonSerializer.Serialize(file)}", "evaluate.resamples=100", "models.als.rank=4", "models.als-ratings.rank=4"];
        return ConfigurationLoader.Load([], new System.Collections.Hashtable(), [.. table, .. settings]) with { Output = "memory", Threads = 2 };
    }

    private static string Times20(string line)
    {
        string[] fields = line.Split(',');
        fields[2] = (20 * double.Parse(fields[2], CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
        return string.Join(',', fields);
    }

    private static (string, string, string, int, double)[] Hits(Catalog catalog) =>
        [.. MetricsReading.Rows(catalog).Where(row => row.Metric is "HitRate" or "cHR" or "NDCG" or "MRR").Select(row => (row.Protocol, row.Model, row.Metric, row.Cutoff, row.Value))];

    private static IEnumerable<double> Slices(Catalog catalog) =>
        MetricsReading.Rows(catalog).Where(row => row.Metric == "rHR").Select(row => double.Parse(row.Slice, CultureInfo.InvariantCulture)).Distinct().Order();

    private string Rated(string name, Func<int, string> rating) => _folder.Write(name, string.Join('\n', File.ReadLines(Thumbs).Select((line, at) =>
        at == 0 ? line : string.Join(',', line.Split(',').Select((field, column) => column == 2 ? rating(at) : field)))) + "\n");

    private IEnumerable<string?> Warnings() => (Catalog.Contract("eval/loo_last/fold=0/train").Properties[StageContext.WarningsProperty]?.AsArray() ?? []).Select(warning => (string?)warning);

    private RunFacts Facts()
    {
        using var stream = _store.Open("run.json");
        return JsonSerializer.Deserialize<RunFacts>(stream, RunFacts.Json)!;
    }

    private string Page()
    {
        using var reader = new StreamReader(_store.Open("report/index.html"));
        return reader.ReadToEnd();
    }
}
