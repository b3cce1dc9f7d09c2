using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

public sealed class CleanStageTests : IDisposable
{
    private const string Header = "userId,movieId,rating,timestamp\n";
    private static readonly string DirtyRatings = Repository.Golden("cleaning", "dirty-ratings.csv");
    private static readonly string DirtyItems = Repository.Golden("cleaning", "dirty-movies.csv");
    private static readonly JsonObject Expected = JsonNode.Parse(File.ReadAllText(Repository.Golden("cleaning", "dirty-expected.json")))!.AsObject();

    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    private Catalog Catalog => new(_store);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Run_DirtyFile_AccountsForEveryRow(int threads)
    {
        Clean(DirtyRatings, DirtyItems, options => options with { Threads = threads });
        var account = Catalog.Contract("ratings").Properties["row_account"]!;
        Assert.Equal((long)Expected["rowsIn"]!, (long)account["rows_in"]!);
        Assert.Equal((long)Expected["kept"]!, (long)account["kept"]!);
        Assert.Equal((long)Expected["duplicateExact"]!, (long)account["duplicate_exact"]!);
        Assert.Equal((long)Expected["duplicateConflict"]!, (long)account["duplicate_conflict"]!);
        Assert.Equal(Counts(Expected["rejected"]!), Counts(account["rejected"]!));
    }

    [Fact]
    public void Run_DirtyFile_KeepsExactlyTheExpectedRows()
    {
        Clean(DirtyRatings, DirtyItems);
        var rows = Catalog.Load("ratings");
        var (userIds, itemIds) = (Catalog.Load("users").Array<long>("user_id"), Catalog.Load("items").Array<long>("item_id"));
        var (users, items) = (rows.Array<int>("user_index"), rows.Array<int>("item_index"));
        var (ratings, timestamps) = (rows.Array<float>("rating"), rows.Array<long>("timestamp"));
        var kept = Enumerable.Range(0, rows.Rows).Select(i => (userIds[users[i]], itemIds[items[i]], ratings[i], timestamps[i]));
        var expected = Expected["keptRows"]!.AsArray().Select(row => ((long)row![0]!, (long)row[1]!, (float)row[2]!, (long)row[3]!));
        Assert.Equal(expected, kept);
    }

    [Fact]
    public void Run_DirtyFile_KeepsEveryRejectedRowWithItsLine()
    {
        Clean(DirtyRatings, DirtyItems);
        var rejected = Catalog.Load("rejected");
        var (reasons, lines, texts) = (rejected.Strings("reason"), rejected.Array<long>("line"), rejected.Strings("text"));
        var found = Enumerable.Range(0, rejected.Rows).ToLookup(row => reasons.Text(row)!, row => lines[row]);
        Assert.All(Expected["rejectedLines"]!.AsObject(), each => Assert.Equal(each.Value!.AsArray().Select(line => (long)line!), found[each.Key]));
        Assert.Equal((2, 3), (found["duplicateExact"].Count(), found["duplicateConflict"].Count()));
        string[] file = File.ReadAllText(DirtyRatings).Split('\n');
        Assert.All(Enumerable.Range(0, rejected.Rows), row => Assert.Equal(file[lines[row] - 1].TrimEnd('\r'), texts.Text(row)));
    }

    [Fact]
    public void Run_Items_AreThoseThatWereRatedWithWhatTheItemsFileSays()
    {
        Clean(Ratings("7,20,4,1000000000\n7,10,5,1000000000\n"), _folder.Write("movies.csv", "movieId,title,genres\n10,\"Heat, The (1995)\",Action|Crime\n20,No Year,(no genres listed)\n30,Unrated (2000),Drama\n"));
        var items = Catalog.Load("items");
        Assert.Equal([10L, 20L], items.Array<long>("item_id"));
        Assert.Equal<string?[]>(["Heat, The (1995)", "No Year"], [items.Strings("title").Text(0), items.Strings("title").Text(1)]);
        Assert.Equal([0, 2, 2], items.Lists("genres").Offsets.ToArray());
        Assert.Equal((1995, true), (items.Batch.Values<int>("year")[0], items.Batch["year"].IsNull(1)));
    }

    [Fact]
    public void Run_WithoutItemsFile_TakesEveryItemAndHasNoTitles()
    {
        Clean(Ratings("7,20,4,1000000000\n"), items: "");
        Assert.True(Catalog.Load("items").Batch["title"].IsNull(0));
    }

    [Theory]
    [InlineData("", "the file is empty. Check that its writer finished.")]
    [InlineData(Header, "the file holds no ratings. Check that its writer finished.")]
    public void Run_EmptyFile_FailsWithCode1(string content, string expected)
    {
        string file = _folder.Write("ratings.csv", content);
        var error = Assert.Throws<PipelineException>(() => Clean(file, items: ""));
        Assert.Equal((ExitCode.Failed, $"Cleaning '{file}': {expected}"), (error.Code, error.Message));
    }

    [Fact]
    public void Run_WrongColumns_FailsWithCode2AndNamesThem()
    {
        string file = _folder.Write("ratings.csv", "user,movieId,rating,timestamp\n1,2,3,1000000000\n");
        var error = Assert.Throws<UsageException>(() => Clean(file, items: ""));
        Assert.StartsWith($"{file}: line 1 names the columns 'user', 'movieId', 'rating', 'timestamp', but 'userId' is needed.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_MissingFile_FailsWithCode2AndNamesTheFolder()
    {
        var error = Assert.Throws<UsageException>(() => Clean("no/such.csv", items: ""));
        Assert.Equal($"Looking for the input file 'no/such.csv': there is no such file (current folder: '{Directory.GetCurrentDirectory()}'). Check the paths of the command line and the settings.", error.Message);
    }

    [Fact]
    public void Run_TooManyRejectedRows_FailsWithCode1AndTheWorstReasons()
    {
        string file = Ratings("1,2,3,1000000000\n1,3,9,1000000000\n1,x,4,1000000000\n1,4,7.5,1000000000\n");
        var error = Assert.Throws<PipelineException>(() => Clean(file, "", options => options with { Clean = options.Clean with { MaxRejectedShare = 0.5 } }));
        Assert.Equal(ExitCode.Failed, error.Code);
        Assert.StartsWith(
            $"Cleaning '{file}': 3 of 4 rows (75.0%) were rejected; clean.maxRejectedShare allows 50.0%.\n"
            + "  scale: 2 rows, first at line 3: rating '9' is outside [0.5, 5] of clean.ratingRange, in '1,3,9,1000000000'\n"
            + "  number: 1 rows, first at line 4: item 'x' (column 'movieId') is no whole number (if the ids of this file are texts, set clean.idType.item=string), in '1,x,4,1000000000'\n",
            error.Message,
            StringComparison.Ordinal);
        Assert.Equal(["run.json"], _store.List(""));
    }

    public void Dispose() => _folder.Dispose();

    private string Ratings(string rows) => _folder.Write("ratings.csv", Header + rows);

    private void Clean(string ratings, string items, Func<PipelineOptions, PipelineOptions>? change = null)
    {
        var options = SmallRun.Options((ratings, items)) with { Clean = new CleanOptions { TimeMax = 1_600_000_000, MaxRejectedShare = 1 } };
        SmallRun.Execute(_store, change?.Invoke(options) ?? options, new StageSelection(Only: "clean"));
    }

    private static Dictionary<string, long> Counts(JsonNode counts) => counts.AsObject().ToDictionary(each => each.Key, each => (long)each.Value!);
}
