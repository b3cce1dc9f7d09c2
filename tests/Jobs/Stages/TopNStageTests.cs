using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

public sealed class TopNStageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    [Fact]
    public void Run_DenyAndBlock_KeepItemsFromAllUsersOrFromOne()
    {
        var options = Start() with { Deny = _folder.Write("deny.txt", $"{Lists()[40][0]}\n424242\n") };
        long denied = Lists()[40][0];
        Make(options);
        var before = Lists();
        Assert.All(before.Values, list => Assert.DoesNotContain(denied, list));
        long blocked = before[60][0];
        Make(options with { Block = _folder.Write("block.txt", $"60,{blocked}\n") });
        var after = Lists();
        Assert.DoesNotContain(blocked, after[60]);
        Assert.All(after.Where(each => each.Key != 60), each => Assert.Equal(before[each.Key], each.Value));
        Assert.All(after.Values, list => Assert.Equal(10, list.Length));
        Assert.Equal("""{"deny":1,"block":0}""", new Catalog(_store).Contract("recommendations").Properties["unknown_ids"]!.ToJsonString());
        Assert.Equal(
            ["1 of 2 lines of topN.deny name ids that the ratings do not have, first '424242' at line 2; they do nothing."],
            new Catalog(_store).Contract("recommendations").Properties["warnings"]!.AsArray().Select(warning => (string)warning!));
    }

    [Fact]
    public void Run_ShortAllowList_GivesShortListsWithTheReason()
    {
        var options = Start();
        long[] allowed = Lists()[40][..3];
        Make(options with { Allow = _folder.Write("allow.txt", string.Join('\n', allowed)) });
        Assert.All(Lists().Values, list => Assert.Subset(allowed.ToHashSet(), list.ToHashSet()));
        var status = new Catalog(_store).Load("list_status");
        Assert.All(Enumerable.Range(0, status.Rows), row => Assert.Equal("catalogue exhausted", status.Strings("reason").Text(row)));
    }

    // A model without weight is left out unless its own lists are asked for; the blend is the same with it and without it.
    [Fact]
    public void Run_ModelWithoutWeight_ChangesNothing()
    {
        var options = Start();
        Make(options, change: all => all.Weighing("similarity", 0));
        var without = new Catalog(_store).Contract("recommendations").ContentHash;
        Make(options, change: all => all.Weighing("similarity", 0).Writing("similarity"));
        Assert.Equal(without, new Catalog(_store).Contract("recommendations").ContentHash);
        Assert.Contains("similarity", new Catalog(_store).Load("top_n/similarity").Strings("source").Text(0), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deny.txt", "12x", "line 1: '12x' is no id; ids are whole numbers. Correct the line.")]
    [InlineData("block.txt", "7", "line 1: '7' is not user_id,item_id. Correct the line.")]
    public void Run_BrokenList_NamesTheLine(string name, string text, string expected)
    {
        var options = Start();
        string file = _folder.Write(name, text);
        var error = Assert.Throws<UsageException>(() => Make(name == "deny.txt" ? options with { Deny = file } : options with { Block = file }));
        Assert.Equal($"{file} {expected}", error.Message);
    }

    [Fact]
    public void Run_WrittenModels_HaveTheirOwnMaskedLists()
    {
        string[] models = ["als", "popularity", "similarity"];
        Make(Start(), change: all => all.Writing(models));
        var catalog = new Catalog(_store);
        var rated = Pairs(catalog.Load("ratings")).ToHashSet();
        foreach (string model in models)
        {
            var rows = catalog.Load($"top_n/{model}");
            var (users, ranks, scores, sources) = (rows.Array<int>("user_index"), rows.Array<int>("rank"), rows.Array<float>("score"), rows.Strings("source"));
            Assert.All(Pairs(rows), pair => Assert.DoesNotContain(pair, rated));
            Assert.Equal(rows.Rows, Pairs(rows).Distinct().Count());
            Assert.All(Enumerable.Range(1, rows.Rows - 1), row => Assert.True(
                users[row] == users[row - 1] ? ranks[row] == ranks[row - 1] + 1 && scores[row] <= scores[row - 1] : ranks[row] == 1, $"{model} row {row}"));
            Assert.All(Enumerable.Range(0, rows.Rows), row => Assert.Contains(sources.Text(row), (string[])[model, "popularity"]));
        }
    }

    [Fact]
    public void Run_Lists_AreTheSameOnAnyThreads()
    {
        var options = Start();
        string one = Hash();
        Make(options, threads: 1);
        Assert.Equal(one, Hash());
        Make(options, threads: 7);
        Assert.Equal(one, Hash());
    }

    public void Dispose() => _folder.Dispose();

    private string Hash() => new Catalog(_store).Contract("recommendations").ContentHash;

    private TopNOptions Start()
    {
        SmallRun.Execute(_store, SmallRun.Options(SmallData.Write(_folder)), new StageSelection(To: "top-n"));
        return SmallRun.Options(("", "")).TopN;
    }

    private void Make(TopNOptions topN, int threads = 2, Func<PipelineOptions, PipelineOptions>? change = null) => SmallRun.Execute(
        _store, (change ?? (options => options))(SmallRun.Options((_folder.At("small", "ratings.csv"), _folder.At("small", "movies.csv"))) with { TopN = topN, Threads = threads }),
        new StageSelection(Only: "top-n"), force: true);

    private static IEnumerable<(int User, int Item)> Pairs(Table rows) => rows.Array<int>("user_index").Zip(rows.Array<int>("item_index"));

    // Raw item ids by raw user id, best first.
    private Dictionary<long, long[]> Lists()
    {
        var catalog = new Catalog(_store);
        var (users, items) = (catalog.Load("users").Array<long>("user_id"), catalog.Load("items").Array<long>("item_id"));
        var rows = catalog.Load("recommendations");
        return Enumerable.Range(0, rows.Rows).GroupBy(row => users[rows.Array<int>("user_index")[row]])
            .ToDictionary(group => group.Key, group => group.Select(row => items[rows.Array<int>("item_index")[row]]).ToArray());
    }
}
