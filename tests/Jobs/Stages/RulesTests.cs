using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>Lists under a file of rules: every rule holds in every list, and executors make the same rows.</summary>
public sealed class RulesTests : IDisposable
{
    private const string Rules = """
        [
          {"name": "no horror", "do": "deny", "feature": "genres", "values": ["Horror"]},
          {"name": "since 1970", "do": "allow", "feature": "year", "min": 1970},
          {"name": "gump for christmas", "do": "available", "items": [356], "from": "2026-12-20", "to": "2026-12-31"},
          {"name": "three a genre", "do": "atMost", "feature": "genres", "count": 3},
          {"name": "two old ones", "do": "atLeast", "feature": "year", "max": 1985, "count": 2}, // a comment
        ]
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    [Fact]
    public void Run_EveryList_KeepsEveryRule()
    {
        Run(Rules, "2026-12-01");
        var (items, lists, rules) = (Items(), Lists(), new Catalog(_store).Load("recommendations").Strings("rule"));
        Assert.NotEmpty(lists);
        foreach (var list in lists.Values)
        {
            Assert.All(list, item => Assert.True(!items[item].Genres.Contains("Horror") && items[item].Year >= 1970 && items[item].Id != 356));
            Assert.True(list.SelectMany(item => items[item].Genres).GroupBy(genre => genre).All(genre => genre.Count() <= 3));
            Assert.True(list.Count(item => items[item].Year <= 1985) >= 2);
        }
        Assert.Equal([null, "three a genre", "two old ones"], Enumerable.Range(0, rules.Length).Select(rules.Text).Distinct().Order(StringComparer.Ordinal));
        Assert.StartsWith("""{"no horror":{"do":"deny","items":""", new Catalog(_store).Contract("recommendations").Properties["rules"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WindowOfAnItem_OpensAndShutsWithTheDate()
    {
        const string window = """[{"do": "available", "items": ["356"], "from": "2026-12-20", "to": "2026-12-31"}]""";
        bool IsListed(string date)
        {
            Run(window, date);
            int gump = Array.FindIndex(Items(), item => item.Id == 356);
            return Lists().Values.Any(list => list.Contains(gump));
        }
        Assert.Equal(
            [false, true, true, false], new[] { "2026-12-19", "2026-12-20", "2026-12-31", "2027-01-01" }.Select(IsListed));
    }

    [Fact]
    public void Run_AnotherDay_IsUpToDateWithoutRulesOnly()
    {
        Assert.Equal(StageStatus.Ran, Run("", "2026-12-01").Outcomes.Single(each => each.Stage == "top-n").Status);
        Assert.Equal(StageStatus.UpToDate, Run("", "2026-12-02").Outcomes.Single(each => each.Stage == "top-n").Status);
        Run(Rules, "2026-12-01");
        Assert.Equal(StageStatus.Ran, Run(Rules, "2026-12-02").Outcomes.Single(each => each.Stage == "top-n").Status);
    }

    [Fact]
    public void Make_InExecutors_GivesTheSameRows()
    {
        var run = Run(Rules, "2026-12-25");
        string[] made = ShapedRows.InExecutors(run, _folder);
        Assert.Equal(ShapedRows.Words(new Catalog(_store).Load("recommendations")), made);
        Assert.Contains(made, row => row.EndsWith("two old ones", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_ValueThatNoItemHas_Warns()
    {
        Run("""[{"do": "deny", "feature": "genres", "values": ["Horor"]}, {"do": "deny", "items": [4242424]}]""", "2026-12-01");
        Assert.Equal(
            [
                "topN.rules, rule 'deny 1': no item has genres = 'Horor'; it does nothing. Did you mean 'Horror'?",
                "topN.rules, rule 'deny 2': 1 of 1 items are not in the ratings, first '4242424'; they do nothing.",
            ],
            new Catalog(_store).Contract("recommendations").Properties["warnings"]!.AsArray().Select(warning => (string)warning!));
    }

    [Theory]
    [InlineData("""{"do": "deny"}""", " is no list of rules. Write [ {\"do\": \"deny\", …}, … ], see docs/shaping.md.")]
    [InlineData("[\n {\"do\": deny}]", " line 2, byte 9: this is no JSON, or a key that is there twice. Correct the place.")]
    [InlineData("""["deny"]""", ": rule 1 is no object. Write it as {\"do\": \"deny\", …}.")]
    [InlineData("""[{"does": "deny"}]""", ": rule 1 has an unknown key 'does'. Did you mean 'do'?")]
    [InlineData("""[{"items": [1]}]""", ": rule 1 does not say what it does. Give \"do\": deny, allow, available, atMost, atLeast.")]
    [InlineData("""[{"do": "atmost", "feature": "genres", "count": 2}]""", ": rule 1 has do = 'atmost'. Did you mean 'atMost'?")]
    [InlineData("""[{"do": "deny"}]""", ": rule 1 chooses no items. Give a feature, with values or min and max, or items.")]
    [InlineData("""[{"do": "deny", "feature": "genre"}]""", ": rule 'deny 1' reads the feature 'genre', which no item has. Did you mean 'genres'? Columns of the items file are read where input.features.items names them.")]
    [InlineData("""[{"do": "deny", "feature": "genres", "min": 3}]""", ": rule 'deny 1' has min or max of genres, which is no number. Give values, or name the column as genres:number in input.features.items.")]
    [InlineData("""[{"do": "deny", "items": [1], "feature": "year"}]""", ": rule 1 has both a feature and items. Make two rules of it.")]
    [InlineData("""[{"do": "available", "items": [1]}]""", ": rule 1 has no window. Give from, to or both, such as \"2026-12-24\".")]
    [InlineData("""[{"do": "available", "items": [1], "from": "24.12.2026"}]""", ": rule 1 has from = '\"24.12.2026\"', which is not a day as YYYY-MM-DD. Correct it.")]
    [InlineData("""[{"do": "available", "items": [1], "from": "2026-12-24", "to": "2026-12-23"}]""", ": rule 1 ends (2026-12-23) before it begins (2026-12-24). Swap them.")]
    [InlineData("""[{"do": "atMost", "feature": "genres"}]""", ": rule 1 has no count. Give the number of items, such as \"count\": 2.")]
    [InlineData("""[{"do": "atMost", "feature": "genres", "count": 1.5}]""", ": rule 1 has count = '1.5', which is not a whole number from 0 to 10000. Correct it.")]
    [InlineData("""[{"do": "deny", "items": ["x"]}]""", ": rule 'deny 1' names the item 'x', which is no id; ids are whole numbers. Correct it.")]
    [InlineData("""[{"do": "atLeast", "feature": "year", "count": 11}]""", ": rules of atLeast ask for 11 rows together, and lists have 10 (topN.n). Ask for less, or raise topN.n.")]
    [InlineData("""[{"name": "a", "do": "deny", "items": [1]}, {"name": "a", "do": "deny", "items": [2]}]""", ": 2 rules are called 'a'. Rows name the rule that moved them: give each its own name.")]
    public void Run_BrokenRules_SaysWhereAndWhatToDo(string rules, string expected)
    {
        var error = Assert.Throws<UsageException>(() => Run(rules, "2026-12-01"));
        Assert.Equal(_folder.At("rules.json") + expected, error.Message);
    }

    public void Dispose() => _folder.Dispose();

    private RunContext Run(string rules, string date)
    {
        bool isNew = !System.IO.File.Exists(_folder.At("small", "ratings.csv"));
        var data = isNew ? SmallData.Write(_folder) : (_folder.At("small", "ratings.csv"), _folder.At("small", "movies.csv"));
        var options = SmallRun.Options(data);
        string file = rules.Length == 0 ? "" : _folder.At("rules.json");
        if (file.Length > 0 && !(System.IO.File.Exists(file) && System.IO.File.ReadAllText(file) == rules))
            _folder.Write("rules.json", rules);
        return SmallRun.Execute(_store, options with { TopN = options.TopN with { Rules = file, Date = date } }, new StageSelection(To: "top-n"));
    }

    private (long Id, string[] Genres, int Year)[] Items()
    {
        var items = new Catalog(_store).Load("items");
        var genres = items.Lists("genres");
        var names = (StringColumn)genres.Elements;
        var years = ((Column<int>)items.Batch["year"]).Values.ToArray();
        return [.. Enumerable.Range(0, items.Rows).Select(item => (
            items.Array<long>("item_id")[item], Enumerable.Range(genres.Offsets[item], genres.Offsets[item + 1] - genres.Offsets[item]).Select(at => names.Text(at)!).ToArray(), years[item]))];
    }

    private Dictionary<int, int[]> Lists()
    {
        var rows = new Catalog(_store).Load("recommendations");
        return Enumerable.Range(0, rows.Rows).GroupBy(row => rows.Array<int>("user_index")[row])
            .ToDictionary(group => group.Key, group => group.Select(row => rows.Array<int>("item_index")[row]).ToArray());
    }
}
