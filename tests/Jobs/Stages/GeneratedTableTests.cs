using System.Collections;
using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;
using Xunit.Abstractions;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>Tables of any form: rows in = kept + merged + filtered + rejected, and what is kept are the rows of the clean file.</summary>
public sealed class GeneratedTableTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(20_261_130)]
    [InlineData(20_261_201)]
    public void Clean_AnyForm_KeepsTheRowsOfTheCleanFileAndAccountsForTheOthers(int seed)
    {
        for (int round = 0; round < 25; round++)
        {
            output.WriteLine($"seed {seed}, round {round}");
            var table = new GeneratedTable(new Random((seed * 100) + round));
            string[] settings = [.. table.Settings];
            output.WriteLine(string.Join(' ', settings));
            var (clean, damaged) = (Clean(table.Bytes(faults: 0), settings), Clean(table.Bytes(faults: 30), settings));
            Assert.Equal(Expected(table), Kept(clean));
            foreach (string name in new[] { "ratings", "users", "items" })
                Assert.Equal(clean.Contract(name).ContentHash, damaged.Contract(name).ContentHash);
            AssertAccount(table, damaged);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertAccount(GeneratedTable table, Catalog catalog)
    {
        var account = RowAccountFacts.Of(catalog.Contract("ratings").Properties["row_account"] as JsonObject)!;
        Assert.True(account.Balances);
        Assert.Equal((table.Ratings.Length + table.Injected.Values.Sum(), table.Ratings.Length), (account.RowsIn, account.Kept));
        var found = new SortedDictionary<string, long>(account.Rejected.Concat(account.Filtered).ToDictionary(), StringComparer.Ordinal)
        {
            ["merged"] = account.Merged, ["duplicateExact"] = account.DuplicateExact, ["duplicateConflict"] = account.DuplicateConflict,
        };
        Assert.Equal(table.Injected.Select(each => $"{each.Key} {each.Value}"), found.Where(each => each.Value > 0).Select(each => $"{each.Key} {each.Value}"));
        Assert.Equal(account.RowsRejected, catalog.Contract("rejected").Rows);
    }

    private static IEnumerable<string> Expected(GeneratedTable table) =>
        table.Ratings.Select(row => $"{table.Id(row.User)}|{table.Id(row.Item)}|{row.Value}|{row.Time}").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Kept(Catalog catalog)
    {
        var (rows, users, items) = (catalog.Load("ratings"), catalog.UserIds(), catalog.ItemIds());
        return Enumerable.Range(0, rows.Rows)
            .Select(i => $"{users.Text(rows.Array<int>("user_index")[i])}|{items.Text(rows.Array<int>("item_index")[i])}|{rows.Array<float>("rating")[i]}|{rows.Array<long>("timestamp")[i]}").Order(StringComparer.Ordinal);
    }

    private Catalog Clean(byte[] file, string[] settings)
    {
        File.WriteAllBytes(_folder.At("table.txt"), file);
        var store = new MemoryStore();
        var options = ConfigurationLoader.Load([], new Hashtable(), settings);
        SmallRun.Execute(store, options with { Input = options.Input with { Ratings = _folder.At("table.txt"), Items = "" } }, new StageSelection(Only: "clean"));
        return new Catalog(store);
    }
}
