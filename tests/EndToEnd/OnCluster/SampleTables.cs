using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.EndToEnd.Tests.OnCluster;

/// <summary>Content hashes of the sample's tables with the shipped configuration: what the local engine writes (<see cref="GoldenTablesTests"/>), and what lies in a folder.</summary>
internal static class SampleTables
{
    private static readonly PipelineOptions Options = ConfigurationLoader.Load([Repository.At("conf", "pipeline.json")], new Dictionary<string, string>(), []);

    public static SortedDictionary<string, string> OfTheLocalEngine { get; } = new(
        Directory.GetFiles(Repository.Golden("pipeline"), "*.json").SelectMany(file => JsonNode.Parse(File.ReadAllText(file))!.AsObject())
            .ToDictionary(table => table.Key, table => (string)table.Value!["hash"]!),
        StringComparer.Ordinal);

    /// <summary>Every table of a folder, after a look at whether its rows are those of its contract.</summary>
    public static SortedDictionary<string, string> In(string folder)
    {
        var store = new LocalStore(folder);
        Tables.CheckVisible(store, Options);
        return SmallRun.Hashes(store, Options);
    }
}
