using RecPipeline.Jobs;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests;

[Trait("Tier", "All")]
public class EditionTests
{
    [SharedDataFact("data/ml-latest-small-2016")]
    public void The_2016_edition_runs_from_its_own_files()
    {
        using var folder = new TemporaryFolder();
        string data = Repository.Shared("data/ml-latest-small-2016")!;
        var result = Launcher.Run("run", "--ratings", Path.Combine(data, "ratings.csv"), "--items", Path.Combine(data, "movies.csv"), "--out", folder.At("out"));
        Assert.True(result.ExitCode == 0, result.ToString());
        var catalog = new Catalog(new LocalStore(folder.At("out")));
        Assert.Equal((100_004, 671, 9_066), (catalog.Contract("ratings").Rows, catalog.Contract("users").Rows, catalog.Contract("items").Rows));
        var splits = new SplitTables(catalog, "ml-latest-small-2016");
        splits.CheckRows("hash_20");
        splits.CheckRows("loo_last");
        splits.CheckHeldOutUsers("strong_liked");
    }
}
