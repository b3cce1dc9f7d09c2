using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Jobs;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests;

/// <summary>The key of a stage promises its content: where the key is that of the golden file, the content must be too.</summary>
/// <remarks>
/// A change of a stage's output raises the stage's <c>Version</c>, and with it the keys of all tables after it. The test then fails once more and leaves
/// the new files in artifacts/expected/pipeline; looking at them and copying them over tests/golden/pipeline is the review of the change. The tables of a
/// model have a file of their own.
/// </remarks>
[Collection(nameof(SampleRun))]
public class GoldenTablesTests(SampleRun sample)
{
    private const string Others = "sample-tables.json";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public void Tables_of_the_sample_change_only_with_their_stage_version()
    {
        var found = Found();
        string[] broken = [.. found.SelectMany(file => Broken(file.Value, Golden(file.Key)))];
        Assert.True(broken.Length == 0, $"The content changed though the key did not; raise the Version of the first of these stages:\n{string.Join('\n', broken)}");
        string[] changed = [.. found.Where(file => !JsonNode.DeepEquals(Golden(file.Key), file.Value)).Select(file => Leave(file.Key, file.Value))];
        Assert.True(
            changed.Length == 0,
            $"Keys changed, as they do when a stage's version or a default is changed. If that was meant, copy {string.Join(", ", changed)} to tests/golden/pipeline.");
    }

    private static IEnumerable<string> Broken(JsonObject found, JsonObject golden) =>
        from each in found
        let was = golden[each.Key]
        where was is not null && Text(was, "key") == Text(each.Value!, "key") && Text(was, "hash") != Text(each.Value!, "hash")
        select $"{Text(each.Value!, "key")} {each.Key}: {Text(each.Value!, "hash")}, was {Text(was, "hash")}";

    // The key of clean holds the path and time of the input file; its stage version takes its place.
    private SortedDictionary<string, JsonObject> Found()
    {
        var found = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var stage in Pipeline.On(sample.Options))
            foreach (var contract in stage.Outputs(sample.Options).Select(sample.Catalog.Contract))
            {
                string file = contract.Table.Split('/') is ["models", var model, ..] ? $"model-{model}.json" : Others;
                found.TryAdd(file, []);
                found[file][contract.Table] = new JsonObject
                {
                    ["key"] = stage.Name == "clean" ? $"clean {contract.StageVersion}" : contract.Key, ["hash"] = contract.ContentHash,
                };
            }
        return found;
    }

    private static JsonObject Golden(string file) =>
        File.Exists(Repository.Golden("pipeline", file)) ? JsonNode.Parse(File.ReadAllText(Repository.Golden("pipeline", file)))!.AsObject() : [];

    private static string Leave(string file, JsonObject found)
    {
        string copy = Repository.At("artifacts", "expected", "pipeline", file);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.WriteAllText(copy, found.ToJsonString(Indented) + "\n");
        return copy;
    }

    private static string Text(JsonNode node, string name) => (string)node[name]!;
}
