using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Als;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>Lists, scores and reasons of every user of a small run, worked out again from the tables in the plainest way: all items scored, a full sort.</summary>
public sealed class TopNByHandTests : IClassFixture<TopNByHandTests.SmallLists>
{
    private const double Rounding = 2e-4; // factors are float32 of size 1, sums of a few hundred products
    private readonly HandLists _hand;
    private readonly Catalog _catalog;
    private readonly PipelineOptions _options;

    public TopNByHandTests(SmallLists run)
    {
        ArgumentNullException.ThrowIfNull(run);
        (_catalog, _options) = (new Catalog(run.Store), run.Options);
        _hand = new HandLists(_catalog, _options);
    }

    [Fact]
    public void Popularity_EveryUser_IsAFullSortOfCounts() => Each("top_n/popularity", (user, rows) =>
        Assert.Equal(_hand.Popular(user).Take(_options.TopN.N).Select(item => (item, (float)_hand.Counts[item])), rows.Select(row => (row.Item, row.Score))));

    [Fact]
    public void Similarity_EveryUser_IsAFullSortOfSums() => Each("top_n/similarity", (user, rows) =>
    {
        var expected = _hand.Similarity(user).Take(_options.TopN.N).ToArray();
        Assert.Equal(expected, rows.Select(row => (row.Item, row.Score)));
        foreach (var row in rows.Where(row => row.Source == "similarity"))
            Equal(_hand.Reasons(_hand.SimilarityParts(user, row.Item)), row.Reasons);
    });

    [Fact]
    public void Als_EveryUser_IsAFullSortOfDotProducts() => Each("top_n/als", (user, rows) =>
    {
        if (!_hand.Liked(user).Any())
        {
            Assert.All(rows, row => Assert.Equal("popularity", row.Source));
            return;
        }
        CheckSorted(_hand.Als(user).ToDictionary(), rows);
        foreach (var row in rows)
            Equal(_hand.Reasons(_hand.AlsParts(user, row.Item)), row.Reasons);
    });

    // Confidences of any size, in training and fold-in alike: the folded-in user is the trained one.
    [Fact]
    public void Als_ValuesThatCount_AreAFullSortOfDotProducts()
    {
        var options = _options.With<AlsOptions>("als", als => als with { Values = "rating", Alpha = 0.7 });
        var store = new MemoryStore();
        SmallRun.Execute(store, options, new StageSelection(To: "top-n"));
        var (catalog, hand) = (new Catalog(store), new HandLists(new Catalog(store), options));
        Assert.NotEqual(_catalog.Contract("models/als/item_factors").ContentHash, catalog.Contract("models/als/item_factors").ContentHash);
        foreach (var (user, rows) in ListedRow.Read(catalog.Load("top_n/als")).Where(each => hand.Liked(each.Key).Any()))
            CheckSorted(hand.Als(user).ToDictionary(), rows);
    }

    [Fact]
    public void Blend_EveryUser_IsTheWeightedSumOfZScores() => Each("recommendations", (user, rows) =>
    {
        if (!_hand.Liked(user).Any())
            return;
        CheckSorted(_hand.Blend(user).ToDictionary(), rows);
        double similarity = _options.Models["similarity"].Weight, als = _options.Models["als"].Weight;
        foreach (var row in rows)
        {
            var votes = Shares(_hand.SimilarityParts(user, row.Item));
            var dots = Shares(_hand.AlsParts(user, row.Item));
            double weights = (votes.Count > 0 ? similarity : 0) + (dots.Count > 0 ? als : 0);
            var both = votes.Keys.Union(dots.Keys).ToDictionary(item => item, item => (similarity * votes.GetValueOrDefault(item) + als * dots.GetValueOrDefault(item)) / weights);
            Equal(_hand.Largest(both), row.Reasons);
        }
    });

    private static Dictionary<int, double> Shares(IEnumerable<(int Item, double Part)> parts)
    {
        var positive = parts.Where(part => part.Part > 0).ToArray();
        return positive.ToDictionary(part => part.Item, part => part.Part / positive.Sum(each => each.Part));
    }

    // Every listed score is the one by hand, nothing better was left out, and the order falls.
    private static void CheckSorted(Dictionary<int, double> scores, ListedRow[] rows)
    {
        Assert.All(rows, row => Assert.Equal(scores[row.Item], row.Score, Rounding));
        double worst = scores.Where(each => !rows.Select(row => row.Item).Contains(each.Key)).Select(each => each.Value).DefaultIfEmpty(double.NegativeInfinity).Max();
        Assert.True(worst <= rows[^1].Score + Rounding, $"{worst} was left out, {rows[^1].Score} is listed");
        Assert.Equal(rows.OrderByDescending(row => row.Score).Select(row => row.Item), rows.Select(row => row.Item));
    }

    // Reasons whose shares are equal but for rounding may stand in either order.
    private static void Equal(IEnumerable<(int Item, double Share)> expected, (int Item, float Share)[] found)
    {
        var wanted = expected.ToArray();
        Assert.Equal(wanted.Length, found.Length);
        Assert.All(wanted.Zip(found), pair => Assert.Equal(pair.First.Share, pair.Second.Share, 1e-3));
    }

    private void Each(string table, Action<int, ListedRow[]> check)
    {
        var rows = ListedRow.Read(_catalog.Load(table));
        Assert.Equal(_hand.Users, rows.Count);
        foreach (var (user, list) in rows)
            check(user, list);
    }

    /// <summary>One run for all these tests.</summary>
    public sealed class SmallLists : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public SmallLists()
        {
            Options = SmallRun.Options(SmallData.Write(_folder));
            Options = Options.Writing("popularity", "similarity", "als");
            SmallRun.Execute(Store, Options, new StageSelection(To: "top-n"));
        }

        public MemoryStore Store { get; } = new();

        public PipelineOptions Options { get; }

        public void Dispose() => _folder.Dispose();
    }
}

/// <summary>A row of a list table.</summary>
internal sealed record ListedRow(int Item, float Score, string Source, (int Item, float Share)[] Reasons)
{
    public static Dictionary<int, ListedRow[]> Read(Table rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var (users, items, scores) = (rows.Array<int>("user_index"), rows.Array<int>("item_index"), rows.Array<float>("score"));
        var reasons = rows.Lists("reasons");
        var parts = (StructColumn)reasons.Elements;
        var (reasonItems, shares) = (((Column<int>)parts.Children[0]).Values.ToArray(), ((Column<float>)parts.Children[1]).Values.ToArray());
        int[] offsets = reasons.Offsets.ToArray();
        return Enumerable.Range(0, rows.Rows).GroupBy(row => users[row]).ToDictionary(group => group.Key, group => group.Select(row => new ListedRow(
            items[row], scores[row], rows.Strings("source").Text(row)!,
            [.. Enumerable.Range(offsets[row], offsets[row + 1] - offsets[row]).Select(at => (reasonItems[at], shares[at]))])).ToArray());
    }
}
