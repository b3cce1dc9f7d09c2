using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Jobs;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests;

/// <summary>The key of a stage promises its content: where the key is that of the golden file, the content must be too.</summary>
/// <remarks>
/// A change of a stage's output raises the stage's <c>Version</c>, and with it the keys of all tables after it. The test then fails once more and leaves
/// the new file in artifacts/expected; looking at it and copying it over tests/golden/pipeline/sample-tables.json is the review of the change.
/// </remarks>
[Collection(nameof(SampleRun))]
public class GoldenTablesTests(SampleRun sample)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly string Golden = Repository.Golden("pipeline", "sample-tables.json");

    [Fact]
    public void Tables_of_the_sample_change_only_with_their_stage_version()
    {
        var expected = JsonNode.Parse(File.ReadAllText(Golden))!.AsObject();
        var found = Found();
        var broken = found.Where(each => expected[each.Key] is { } golden && Text(golden, "key") == Text(each.Value!, "key") && Text(golden, "hash") != Text(each.Value!, "hash")).ToArray();
        Assert.True(broken.Length == 0, "The content changed though the key did not; raise the Version of the first of these stages:\n" + string.Join('\n', broken.Select(each => $"{Text(each.Value!, "key")} {each.Key}: {Text(each.Value!, "hash")}, was {Text(expected[each.Key]!, "hash")}")));
        if (JsonNode.DeepEquals(expected, found))
            return;
        string copy = Repository.At("artifacts", "expected", "sample-tables.json");
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.WriteAllText(copy, found.ToJsonString(Indented) + "\n");
        Assert.Fail($"Keys changed, as they do when a stage's version or a default is changed. If that was meant, copy {copy} to {Golden}.");
    }

    // The key of clean holds the path and time of the input file; its stage version takes its place.
    private JsonObject Found()
    {
        var found = new JsonObject();
        foreach (var stage in Pipeline.On(sample.Options))
            foreach (var contract in stage.Outputs(sample.Options).Select(sample.Catalog.Contract))
                found[contract.Table] = new JsonObject { ["key"] = stage.Name == "clean" ? $"clean {contract.StageVersion}" : contract.Key, ["hash"] = contract.ContentHash };
        return found;
    }

    private static string Text(JsonNode node, string name) => (string)node[name]!;
}
