using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Content;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>Rows of lists for items that nobody has rated, and for those that few have.</summary>
public sealed class SlotTests : IDisposable
{
    private const string Unrated = "9000001,Never Seen (1994),Comedy|Romance\n9000002,Nor This (1987),Western\n9000003,Odd One (1900),Unheard\n5,Again (1995),Comedy\n";
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    [Fact]
    public void Run_ColdRows_HoldUnratedItemsAndNameWhatTheyShareWithLikedOnes()
    {
        Run(topN => topN with { Cold = 2 });
        var (rows, ids) = (Rows(), new Catalog(_store).Load("items").Array<long>("item_id"));
        var cold = rows.Where(row => row.Rule.StartsWith("cold: ", StringComparison.Ordinal)).ToArray();
        Assert.Equal([9000001, 9000002], cold.Select(row => ids[row.Item]).Distinct().Order());
        Assert.Contains(cold, row => ids[row.Item] == 9000001 && row.Rule.Contains("genres=Comedy", StringComparison.Ordinal));
        foreach (var row in cold)
        {
            string[] shared = row.Rule["cold: ".Length..].Split(", ");
            Assert.All(shared, name => Assert.Contains(name, Features(row.Item)));
            Assert.All(shared, name => Assert.Contains(Liked(row.User), item => Features(item).Contains(name)));
            Assert.True(row.Rank > 8 && row.Reasons > 0, $"rank {row.Rank}, {row.Reasons} reasons");
        }
        Assert.All(rows.Where(row => row.Rule.Length == 0), row => Assert.True(ids[row.Item] < 9000000));
        Assert.All(rows.GroupBy(row => row.User), list => Assert.Equal(10, list.Select(row => row.Item).Distinct().Count()));
    }

    [Fact]
    public void Run_UnratedItemsWithoutColdRows_AreInNoList()
    {
        Run(topN => topN, write: true);
        var ids = new Catalog(_store).Load("items").Array<long>("item_id");
        Assert.Contains(9000003, ids);
        Assert.Equal(ids.Order(), ids);
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(new[] { "recommendations", "top_n/popularity", "top_n/content" }, table =>
            Assert.All(new Catalog(_store).Load(table).Array<int>("item_index"), item => Assert.True(ids[item] < 9000000)));
    }

    [Fact]
    public void Run_ExploreRows_AreDrawnByDayAmongRarelyRatedItems()
    {
        int[] counts = new int[5000];
        (int User, int Rank, int Item)[] Drawn(string day)
        {
            Run(topN => topN with { Explore = 2, ExploreRatings = 3, Date = day });
            Array.Clear(counts);
            foreach (int item in new Catalog(_store).Load("ratings").Array<int>("item_index"))
                counts[item]++;
            var rows = Rows().Where(row => row.Rule == "explore").Select(row => (row.User, row.Rank, row.Item)).ToArray();
            Assert.All(rows, row => Assert.True(row.Rank > 8 && counts[row.Item] is >= 1 and <= 3));
            return rows;
        }
        var (first, again, next) = (Drawn("2026-12-01"), Drawn("2026-12-01"), Drawn("2026-12-02"));
        Assert.Equal(first, again);
        Assert.Equal(first.Length, next.Length);
        Assert.True(first.Intersect(next).Count() < first.Length / 4, "another day draws anew");
        Assert.True(first.Select(row => row.Item).Distinct().Count() > first.Length / 4, "users differ");
    }

    [Fact]
    public void Run_Diversity_PutsMoreGenresIntoLists()
    {
        double Genres() => Rows().GroupBy(row => row.User)
            .Average(list => list.SelectMany(row => Features(row.Item).Where(name => name.StartsWith("genres=", StringComparison.Ordinal))).Distinct().Count());
        Run(topN => topN with { Diversity = 0.001 });
        double before = Genres();
        Run(topN => topN with { Diversity = 0.6, Pool = 40 });
        Assert.True(Genres() > before + 1, $"{before} genres before, {Genres()} after");
        Assert.Contains(Rows(), row => row.Rule == "diversity");
    }

    [Fact]
    public void Run_UnknownFeatureOfLikeness_IsRefused() => Assert.Equal(
        "topN.alikeBy is 'genre', which no item has. Did you mean 'genres'? Columns of the items file are read where input.features.items names them.",
        Assert.Throws<UsageException>(() => Run(topN => topN with { Calibration = 0.5, AlikeBy = "genre" })).Message);

    [Fact]
    public void Make_InExecutors_GivesTheSameRows()
    {
        var run = Run(topN => topN with { Explore = 1, Cold = 2, Diversity = 0.3, Calibration = 0.3 });
        Assert.Equal(ShapedRows.Words(new Catalog(_store).Load("recommendations")), ShapedRows.InExecutors(run, _folder));
    }

    [Fact]
    public void Run_IdsThatAreTexts_TakesUnratedItemsInTheirOrder()
    {
        Run(topN => topN with { Cold = 1 }, clean => clean with { IdType = clean.IdType with { Item = "string" } });
        var ids = new Catalog(_store).ItemIds();
        string[] texts = [.. Enumerable.Range(0, ids.Count).Select(ids.Text)];
        Assert.Equal(texts.Order(StringComparer.Ordinal), texts);
        Assert.Contains("9000001", texts);
        Assert.Contains(Rows(), row => row.Rule.StartsWith("cold: ", StringComparison.Ordinal) && texts[row.Item] == "9000001");
    }

    [Theory]
    [InlineData("topN.cold=1", "topN.cold needs items that nobody has rated; set clean.unratedItems=true.")]
    [InlineData("topN.cold=1", "topN.cold needs the model content in the blend; set models.content.enabled=true and a weight above 0.")]
    [InlineData("topN.diversity=0.99\ntopN.calibration=0.01", "topN.diversity 0.99 and topN.calibration 0.01 leave no weight to the score; together they must be below 1.")]
    [InlineData("topN.explore=11", "topN.explore 11 and topN.cold 0 are more than topN.n = 10; they are rows of a list.")]
    public void Load_SlotsThatCannotBe_AreRefused(string setting, string expected) => Assert.Contains(
        expected, Assert.Throws<UsageException>(() => ConfigurationLoader.Load([], new Dictionary<string, string>(), setting.Split('\n'))).Message, StringComparison.Ordinal);

    public void Dispose() => _folder.Dispose();

    private RunContext Run(Func<TopNOptions, TopNOptions> topN, Func<CleanOptions, CleanOptions>? clean = null, bool write = false)
    {
        var data = SmallData.Write(_folder);
        string items = _folder.Write("all.csv", File.ReadAllText(data.Items) + Unrated);
        var options = SmallRun.Options((data.Ratings, items)).With<ContentOptions>("content", content => content with { Enabled = true });
        if (write)
            options = options.Writing("popularity", "content");
        var cleaning = options.Clean with { UnratedItems = true };
        return SmallRun.Execute(_store, options with { TopN = topN(options.TopN with { Date = "2026-12-01" }), Clean = (clean ?? (same => same))(cleaning) }, new StageSelection(To: "top-n"), force: true);
    }

    private (int User, int Rank, int Item, string Rule, int Reasons)[] Rows()
    {
        var rows = new Catalog(_store).Load("recommendations");
        var (users, ranks, items, rules, reasons) = (rows.Array<int>("user_index"), rows.Array<int>("rank"), rows.Array<int>("item_index"), rows.Strings("rule"), rows.Lists("reasons"));
        return [.. Enumerable.Range(0, rows.Rows).Select(row => (users[row], ranks[row], items[row], rules.Text(row) ?? "", reasons.Offsets[row + 1] - reasons.Offsets[row]))];
    }

    private HashSet<string> Features(int item)
    {
        var rows = new Catalog(_store).Load("item_features");
        return [.. Enumerable.Range(0, rows.Rows).Where(row => rows.Array<int>("item_index")[row] == item)
            .Select(row => FormattableString.Invariant($"{rows.Strings("feature").Text(row)}={rows.Strings("value").Text(row) ?? $"{rows.Array<float>("weight")[row]}"}"))];
    }

    private int[] Liked(int user)
    {
        var rows = new Catalog(_store).Load("ratings");
        return [.. Enumerable.Range(0, rows.Rows).Where(row => rows.Array<int>("user_index")[row] == user && rows.Array<float>("rating")[row] >= 4).Select(row => rows.Array<int>("item_index")[row])];
    }
}
