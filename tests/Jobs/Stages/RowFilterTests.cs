using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

public sealed class RowFilterTests : IDisposable
{
    private const string Header = "userId,movieId,rating,timestamp\n";
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    [SharedDataFact("data/ml-latest-small-2016")]
    public void UserSigmas_2016Edition_LeavesTheGoldenNumberOfRatings()
    {
        string data = Repository.Shared("data/ml-latest-small-2016")!;
        Clean((Path.Combine(data, "ratings.csv"), Path.Combine(data, "movies.csv")), clean => clean with { UserSigmas = 3 });
        Assert.Equal((100_004, 80_398, 19_606), (Account("rows_in"), Account("kept"), (long)Catalog.Contract("ratings").Properties["row_account"]!["filtered"]!["userSigmas"]!));
        Assert.Equal(671 - 15, Catalog.Contract("users").Rows);
    }

    [Fact]
    public void MinItemRatings_ThenMinUserRatings_RenumberWhatIsLeft()
    {
        string file = _folder.Write("ratings.csv", Header + "1,10,4,1000000000\n1,20,4,1000000000\n2,20,5,1000000000\n3,30,5,1000000000\n3,20,1,1000000000\n1,30,2,1000000000\n");
        Clean((file, ""), clean => clean with { MinItemRatings = 2, MinUserRatings = 2 });
        Assert.Equal([20L, 30L], Catalog.Load("items").Array<long>("item_id"));
        Assert.Equal([1L, 3L], Catalog.Load("users").Array<long>("user_id"));
        var rows = Catalog.Load("ratings");
        Assert.Equal([0, 0, 1, 1], rows.Array<int>("user_index"));
        Assert.Equal([0, 1, 0, 1], rows.Array<int>("item_index"));
        Assert.Equal("""{"minItemRatings":1,"minUserRatings":1}""", Catalog.Contract("ratings").Properties["row_account"]!["filtered"]!.ToJsonString());
    }

    [Fact]
    public void StopList_Roots_DropItemsWithAWordThatBeginsSo()
    {
        string items = _folder.Write("movies.csv", "movieId,title,genres\n10,White Christmas (1954),Musical\n20,Misfit (1961),Drama\n");
        string file = _folder.Write("ratings.csv", Header + "1,10,4,1000000000\n1,20,4,1000000000\n");
        Clean((file, items), clean => clean with { StopList = _folder.Write("stop.txt", "christma\nfit\n\n") });
        Assert.Equal([20L], Catalog.Load("items").Array<long>("item_id"));
    }

    [Fact]
    public void StopList_WithoutItemsFile_IsRefused()
    {
        string file = _folder.Write("ratings.csv", Header + "1,10,4,1000000000\n");
        var error = Assert.Throws<UsageException>(() => Clean((file, ""), clean => clean with { StopList = _folder.Write("stop.txt", "x\n") }));
        Assert.Equal("clean.stopList matches titles, but there is no items file. Name one with --items, or leave clean.stopList empty.", error.Message);
    }

    [Fact]
    public void Filters_ThatLeaveNothing_SayWhich()
    {
        string file = _folder.Write("ratings.csv", Header + "1,10,4,1000000000\n");
        var error = Assert.Throws<PipelineException>(() => Clean((file, ""), clean => clean with { MinItemRatings = 2 }));
        Assert.Equal((ExitCode.Failed, $"Cleaning '{file}': the filters minItemRatings under 'clean' left no rating. Widen them."), (error.Code, error.Message));
    }

    public void Dispose() => _folder.Dispose();

    private Catalog Catalog => new(_store);

    private long Account(string key) => (long)Catalog.Contract("ratings").Properties["row_account"]![key]!;

    private void Clean((string, string) input, Func<CleanOptions, CleanOptions> change)
    {
        var options = SmallRun.Options(input);
        SmallRun.Execute(_store, options with { Clean = change(options.Clean) }, new StageSelection(Only: "clean"));
    }
}
