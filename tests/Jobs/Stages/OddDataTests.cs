using RecPipeline.Evaluation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>Data that leaves some stage with little or nothing to do: every run ends with tables, numbers that are numbers, and a reason.</summary>
public sealed class OddDataTests : IDisposable
{
    private const string Header = "userId,movieId,rating,timestamp";
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    private Catalog Catalog => new(_store);

    [Fact]
    public void A_user_with_one_rating_trains_and_gets_a_list()
    {
        Run([.. Sample(), "100000,1,4.5,1000000000", "100001,1,2.0,1000000000"]);
        var (users, test) = (Catalog.UserIds(), Catalog.Load("eval/loo_last/fold=0/test"));
        var (liked, disliked) = (Array.IndexOf(users.Numbers, 100_000), Array.IndexOf(users.Numbers, 100_001));
        Assert.DoesNotContain(liked, test.Array<int>("user_index"));
        Assert.Contains(liked, Catalog.Load("eval/loo_last/fold=0/train").Array<int>("user_index"));
        var status = Catalog.Load("list_status");
        Assert.Equal<(int, string?)[]>([(10, "full"), (10, "cold")], [(status.Array<int>("rows")[liked], status.Strings("reason").Text(liked)), (status.Array<int>("rows")[disliked], status.Strings("reason").Text(disliked))]);
    }

    // Its only row is test in hash_20 for the right item id; a row of an item that training does not know is counted and gets the fallback.
    [Fact]
    public void An_item_nobody_else_rated_is_counted_where_it_cannot_be_predicted()
    {
        Run([.. Sample(), .. Enumerable.Range(200_000, 40).Select(item => $"20,{item},4.5,1000000000")]);
        var rows = MetricsReading.Rows(Catalog).Where(row => row is { Protocol: "hash_20", Model: "als-ratings", Slice: MetricRow.All }).ToDictionary(row => row.Metric, row => row.Value);
        int alone = Catalog.Load("eval/hash_20/fold=0/test").Array<int>("item_index").Count(item => Catalog.ItemIds().Numbers[item] >= 200_000);
        Assert.InRange(alone, 1, 20);
        Assert.True(rows["RowsWithoutPrediction"] >= alone, string.Join(", ", rows.Keys));
        Assert.All(rows.Values, value => Assert.True(double.IsFinite(value)));
        var neighbours = Catalog.Load("models/similarity/neighbours");
        Assert.DoesNotContain(neighbours.Array<float>("score"), float.IsNaN);
    }

    [Fact]
    public void All_ratings_equal_and_liked_are_predicted_exactly()
    {
        Run([.. Sample().Select(line => Rated(line, "4.0"))]);
        var rows = MetricsReading.Rows(Catalog);
        Assert.Equal(0, rows.Single(row => row is { Protocol: "hash_20", Model: "biases", Metric: "RMSE", Slice: MetricRow.All }).Value, 1e-6);
        Assert.Equal(0, rows.Single(row => row is { Protocol: "hash_20", Model: "als-ratings", Metric: "RMSE", Slice: MetricRow.All }).Value, 1e-6);
        Assert.All(Catalog.Load("recommendations").Array<float>("score"), score => Assert.True(float.IsFinite(score)));
    }

    // One like alone: no two items share a user, nobody has five likes.
    [Fact]
    public void All_ratings_but_one_not_liked_give_popularity_lists_and_hold_nothing_back_at_first()
    {
        var run = Run([.. Sample().Select((line, at) => Rated(line, at == 0 ? "4.0" : "3.0"))]);
        Assert.Equal(StageStatus.Ran, run.Outcomes.Single(outcome => outcome.Stage == "publish").Status);
        var status = Catalog.Load("list_status");
        Assert.Single(Enumerable.Range(0, status.Rows), row => status.Strings("reason").Text(row) != "cold");
        Assert.Equal(0, Catalog.Contract("models/similarity/neighbours").Rows);
        Assert.Equal(0, Catalog.Contract("eval/strong_liked/fold=0/train").Rows);
        Assert.DoesNotContain(MetricsReading.Rows(Catalog), row => row is { Protocol: "strong_liked", Metric: "NDCG" });
    }

    [Fact]
    public void All_ratings_equal_and_none_liked_are_refused()
    {
        var error = Assert.Throws<UsageException>(() => Run([.. Sample().Select(line => Rated(line, "3.0"))]));
        Assert.StartsWith("Splitting: no rating reaches likedThreshold 4; the highest is 3: set likedThreshold=3 (", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_metric_that_the_published_run_had_and_nobody_is_measured_by_now_holds_the_run_back()
    {
        Run([.. Sample()]);
        var error = Assert.Throws<PipelineException>(() => Run([.. Sample().Select((line, at) => Rated(line, at == 0 ? "4.0" : "3.0"))]));
        Assert.Equal(ExitCode.HeldBack, error.Code);
        Assert.Matches(@"\n  strong_liked/blend/NDCG@100 was 0\.\d+ and has no value now: its protocol found nobody to measure\.\n", error.Message);
    }

    public void Dispose() => _folder.Dispose();

    private IEnumerable<string> Sample() => File.ReadAllLines(SmallData.Write(_folder, every: 40).Ratings).Skip(1);

    private static string Rated(string line, string rating)
    {
        string[] fields = line.Split(',');
        return $"{fields[0]},{fields[1]},{rating},{fields[3]}";
    }

    private RunContext Run(string[] rows) => SmallRun.Execute(_store, SmallRun.Options((_folder.Write("odd.csv", string.Join('\n', rows.Prepend(Header)) + "\n"), "")));
}
