using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Evaluate;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Stages.Publish;

/// <summary><c>published.json</c>: which versions are published, and the gate's metrics at that time.</summary>
internal static class PublishedFile
{
    public const string Path = "published.json";

    /// <param name="context">Drafts of the stage, and whose samples the metrics were measured on.</param>
    /// <param name="metrics">By name; null where this run measured nothing.</param>
    public static byte[] Content(StageContext context, SortedDictionary<string, double>? metrics)
    {
        var tables = new JsonObject();
        foreach (var (table, draft) in context.Drafts)
            tables[table] = new JsonObject { ["folder"] = draft.Folder, ["rows"] = draft.Hash.Rows,
                ["content_hash"] = draft.Hash.ToString() };
        var json = new JsonObject
        {
            ["key"] = context.Key,
            ["date"] = context.Run.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            ["program"] = ProgramVersion.Text,
            ["tables"] = tables,
            ["metrics"] = metrics is null ? null : JsonSerializer.SerializeToNode(metrics),
            ["samples"] = metrics is null ? null : MeasuredUsers.ToJson(MeasuredUsers.OfMetrics(context.Run.Catalog)),
        };
        return IndentedJson.Bytes(json);
    }

    /// <summary>The metrics of the last published run by name; null when there is none or it measured nothing.</summary>
    /// <exception cref="UsageException">The file is damaged.</exception>
    public static IReadOnlyDictionary<string, double>? Metrics(ITableStore store) =>
        Read(store, json => json["metrics"].Deserialize<Dictionary<string, double>>());

    /// <summary>By protocol: the test users behind these metrics; a protocol that is not named was measured on all.</summary>
    /// <exception cref="UsageException">The file is damaged.</exception>
    public static IReadOnlyDictionary<string, MeasuredUsers> Samples(ITableStore store) =>
        Read(store, json => MeasuredUsers.Parse(json["samples"])) ?? new Dictionary<string, MeasuredUsers>();

    private static T? Read<T>(ITableStore store, Func<JsonObject, T?> part)
    {
        if (!store.List("").Contains(Path))
            return default;
        using var stream = store.Open(Path);
        try
        {
            return part(Parse(stream));
        }
        catch (JsonException error)
        {
            throw new UsageException(
                $"Reading '{store.Describe(Path)}', which tells the gate what was published last: "
                + $"{error.Message} Put the file back as it was, or delete it; the gate then compares with nothing.", error);
        }
    }

    private static JsonObject Parse(Stream stream) =>
        JsonNode.Parse(stream) as JsonObject ?? throw new JsonException("It holds no JSON object.");
}
