using RecPipeline.Jobs.Tables;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using RecPipeline.Jobs;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests;

/// <summary>The split tables of an output folder beside <c>splits.json</c>, which was computed by other code in another language.</summary>
internal sealed class SplitTables(Catalog catalog, string edition)
{
    private readonly JsonNode _expected = JsonNode.Parse(File.ReadAllText(Repository.Golden("models", "splits.json")))![edition]!;

    /// <summary>Checks counts and the SHA-256 over the test rows of a protocol that tests rows of known users.</summary>
    public void CheckRows(string protocol)
    {
        var expected = _expected[protocol]!;
        Assert.Equal((long)expected["train"]!, catalog.Contract($"eval/{protocol}/fold=0/train").Rows);
        Assert.Equal((long)expected["test"]!, catalog.Contract($"eval/{protocol}/fold=0/test").Rows);
        Assert.Equal((string)expected["sha256Test"]!, Sha256($"eval/{protocol}/fold=0/test"));
    }

    /// <summary>Checks counts and the SHA-256 over the targets of a protocol that holds users out.</summary>
    public void CheckHeldOutUsers(string protocol)
    {
        var expected = _expected[protocol]!;
        (string Table, JsonNode Rows)[] tables =
        [
            ("train", expected["trainEvents"]!), ("fold_in", expected["test"]!["fold"]!), ("test", expected["test"]!["targets"]!),
            ("validation_fold_in", expected["val"]!["fold"]!), ("validation", expected["val"]!["targets"]!),
        ];
        Assert.All(tables, each => Assert.Equal((each.Table, (long)each.Rows), (each.Table, catalog.Contract($"eval/{protocol}/fold=0/{each.Table}").Rows)));
        Assert.Equal((string)expected["test"]!["sha256Targets"]!, Sha256($"eval/{protocol}/fold=0/test"));
    }

    // The lines "user,item" with raw ids, by user, then item.
    private string Sha256(string table)
    {
        var rows = catalog.Load(table, "user_index", "item_index");
        var (users, items) = (catalog.Load("users").Array<long>("user_id"), catalog.Load("items").Array<long>("item_id"));
        var lines = rows.Array<int>("user_index").Zip(rows.Array<int>("item_index")).Order().Select(pair => $"{users[pair.First]},{items[pair.Second]}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(lines))));
    }
}
