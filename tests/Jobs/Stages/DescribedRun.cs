using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>Cleans some input with files that describe items and users, and gives what clean says about them.</summary>
internal sealed class DescribedRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    public Catalog Catalog => new(_store);

    public string[] Warnings => [.. (Properties["warnings"] as JsonArray ?? []).Select(warning => (string)warning!)];

    public DescriptionFacts Items => DescriptionFacts.Of(Properties["items_account"] as JsonObject)!;

    public DescriptionFacts Users => DescriptionFacts.Of(Properties["users_account"] as JsonObject)!;

    public string[] Titles => [.. Titled(Catalog.Load("items"))];

    private JsonObject Properties => Catalog.Contract("ratings").Properties;

    public static string Case(string path) => Repository.Golden("cases", path);

    public string File(string name, string text) => _folder.Write(name, text);

    /// <summary>Settings as the command line gives them.</summary>
    public DescribedRun Clean(string ratings, string items, params string[] settings)
    {
        string[] all = [$"input.ratings={ratings}", $"input.items={(items.Length == 0 ? "\"\"" : items)}", "threads=2", .. settings];
        var options = ConfigurationLoader.Load([], new Dictionary<string, string>(), all);
        SmallRun.Execute(_store, options with { Clean = options.Clean with { TimeMax = options.Clean.TimeMax == 0 ? 1_900_000_000 : options.Clean.TimeMax } }, new StageSelection(Only: "clean"));
        return this;
    }

    /// <summary>The rows of a table of features as <c>index feature=value weight</c>.</summary>
    public string[] Features(string table)
    {
        var rows = Catalog.Load(table);
        var (features, values) = (rows.Strings("feature"), rows.Strings("value"));
        var (index, weight) = (rows.Array<int>(table == "item_features" ? "item_index" : "user_index"), rows.Array<float>("weight"));
        return [.. Enumerable.Range(0, rows.Rows).Select(row => FormattableString.Invariant($"{index[row]} {features.Text(row)}{(values.Text(row) is { } value ? $"={value}" : "")} {weight[row]}"))];
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string> Titled(Table items)
    {
        var titles = items.Strings("title");
        return Enumerable.Range(0, items.Rows).Select(row => titles.Text(row) ?? "(none)");
    }
}
