using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Stages.Publish;

/// <summary><c>published.json</c>: which versions are published, and the gate's metrics at that time.</summary>
internal static class PublishedFile
{
    public const string Path = "published.json";

    public static byte[] Content(StageContext context, SortedDictionary<string, double>? metrics)
    {
        var tables = new JsonObject();
        foreach (var (table, draft) in context.Drafts)
            tables[table] = new JsonObject { ["folder"] = draft.Folder, ["rows"] = draft.Hash.Rows, ["content_hash"] = draft.Hash.ToString() };
        var json = new JsonObject
        {
            ["key"] = context.Key,
            ["date"] = context.Run.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ["program"] = ProgramVersion.Text,
            ["tables"] = tables,
            ["metrics"] = metrics is null ? null : JsonSerializer.SerializeToNode(metrics),
        };
        return IndentedJson.Bytes(json);
    }

    /// <summary>The metrics of the last published run by name; null when there is none or it measured nothing.</summary>
    /// <exception cref="UsageException">The file is damaged.</exception>
    public static IReadOnlyDictionary<string, double>? Metrics(ITableStore store)
    {
        if (!store.List("").Contains(Path))
            return null;
        using var stream = store.Open(Path);
        try
        {
            return Parse(stream)["metrics"].Deserialize<Dictionary<string, double>>();
        }
        catch (JsonException error)
        {
            throw new UsageException($"Reading '{store.Describe(Path)}', which tells the gate what was published last: {error.Message} Put the file back as it was, or delete it; the gate then compares with nothing.", error);
        }
    }

    private static JsonObject Parse(Stream stream) => JsonNode.Parse(stream) as JsonObject ?? throw new JsonException("It holds no JSON object.");
}
