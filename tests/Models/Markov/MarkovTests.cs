using RecPipeline.Models.Contract;
using RecPipeline.Models.Markov;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.Markov;

public sealed class MarkovTests
{
    private static readonly MarkovModel Model = new();

    // User 0 liked 2, then 0, then 1; user 1 liked 2 and 0 at one time (so 0 first), and rated 1 low in between.
    private static readonly TrainingData Small = new(
        SparseMatrix.FromTriples(2, 3, [0, 0, 0, 1, 1, 1], [0, 1, 2, 0, 1, 2], [5f, 5f, 4f, 4f, 1f, 5f]), 4) {
            Timestamps = [20, 30, 10, 7, 7, 7] };

    [Fact]
    public void Fit_TwoSequences_CountsByDistance()
    {
        var table = Fit(Small, new MarkovOptions { Window = 2 })["followers"];
        Assert.Equal([0, 2, 2, 4], table.Offsets!);
        Assert.Equal([1, 2, 0, 1], table.Values<int>("follower_index"));
        Assert.Equal([2, 2, 2, 1], table.Values<long>("count"));
        Assert.Equal([0.5f, 0.5f, 2f / 3, 1f / 3], table.Values<float>("share"));
    }

    [Fact]
    public void TryScore_HistoryInOrder_LatestSpeaksLoudest()
    {
        var options = new MarkovOptions { Window = 2, HalfLife = 1 };
        var (scorer, scores, parts) = (Scorer(Small, options), new float[3], new float[2]);
        Assert.True(scorer.TryScore(new History([0, 2], [5f, 5f]) { Timestamps = [50, 60] }, scores));
        Assert.Equal(new[] { 2f / 3, (float)((0.5 * 0.5) + (1.0 / 3)), 0.25f }.Select(Rounded), scores.Select(Rounded));
        scorer.Explain(1, parts);
        Assert.Equal(new[] { 0.25f, 1f / 3 }.Select(Rounded), parts.Select(Rounded));
        Assert.True(scorer.TryScore(new History([0, 2], [5f, 5f]), scores)); // nobody knows when
        Assert.Equal(new[] { 2f / 3, (float)(0.5 + (1.0 / 3)), 0.5f }.Select(Rounded), scores.Select(Rounded));
        Assert.False(scorer.TryScore(new History([0, 1], [1f, 5f]), scores)); // nothing follows item 1
    }

    [Fact]
    public void Fit_RandomTable_IsThePlainCount()
    {
        var (data, options) = (ModelTables.Random(61), new MarkovOptions { Window = 4, K = 1000 });
        var table = Fit(data, options)["followers"];
        var plain = new long[30, 30];
        for (int user = 0; user < data.Users; user++)
        {
            var (first, self) = (data.Ratings.Offsets[user], user);
            int[] order = [.. Enumerable.Range(0, data.Ratings.RowCount(user)).Where(at => data.Ratings.RowValues(self)[at] >= 4)
                .OrderBy(at => data.Timestamps![first + at]).ThenBy(at => at).Select(at => data.Ratings.RowIndices(self)[at])];
            for (int a = 0; a < order.Length; a++)
                for (int b = a + 1; b < order.Length && b <= a + 4; b++)
                    plain[order[a], order[b]] += 5 - (b - a);
        }
        for (int item = 0; item < 30; item++)
        {
            var expected = Enumerable.Range(0, 30).Where(other => plain[item, other] > 0).OrderByDescending(other => plain[item, other])
                .ThenBy(other => other);
            Assert.Equal(expected, table.Values<int>("follower_index")[table.Offsets![item]..table.Offsets[item + 1]]);
        }
    }

    [Fact]
    public void Fit_NoTimes_SaysWhatToDo() => Assert.Contains(
        "Model markov: the ratings have no times, so nothing follows anything. Name their column",
        Assert.Throws<ModelException>(() => Fit(new TrainingData(Small.Ratings, 4), new MarkovOptions())).Message,
            StringComparison.Ordinal);

    // PYTHONPATH=benchmarks/reference python3 benchmarks/reference/markov.py data/ml-latest-small
    [Fact]
    public void Ndcg_LatestSmall_IsThatOfTheReference() => Assert.Equal(0.2726, Quality.Ndcg(Model, Model.Defaults, 0), 0.002);

    private static double Rounded(float value) => Math.Round(value, 5);

    private static ModelState Fit(TrainingData data, MarkovOptions options) => Model.Fit(data, options, SmallFit.Context(2));

    private static IHistoryScorer Scorer(TrainingData data, MarkovOptions options) =>
        Model.Lists(Fit(data, options), options, new ListContext(42, 1, 4, ModelTables.Scale, default))!.NewScorer();
}
