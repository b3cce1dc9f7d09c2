using System.Text.Json;
using System.Text.Json.Nodes;

namespace RecPipeline.GpuWorker.Configuration;

/// <summary>
/// The JSON schema of the network file, made from <see cref="ConfigKeys"/>. It has the documented spelling of keys;
/// the reader takes any case.
/// </summary>
internal static class ConfigSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Text()
    {
        var definitions = new JsonObject();
        foreach (string group in ConfigKeys.Groups.Keys.Where(group => group != ConfigKeys.Network))
            definitions[group] = Group(group);
        var schema = Group(ConfigKeys.Network);
        schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
        schema["title"] = "Network of the GPU worker: DSSTNE's config.json and our keys";
        schema["required"] = new JsonArray("Layers");
        schema["$defs"] = definitions;
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Group(string group)
    {
        var properties = new JsonObject();
        foreach (var key in ConfigKeys.Groups[group].Where(key => key.Unsupported is null))
            properties[key.Name] = Property(key);
        return new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    private static JsonObject Property(ConfigKey key)
    {
        var property = Type(key);
        property["description"] = key.IsOurs ? $"{key.Doc} Not in DSSTNE." : key.Doc;
        if (key.Choices is not null)
            property["enum"] = new JsonArray([.. key.Choices.Select(choice => JsonValue.Create(choice))]);
        return property;
    }

    private static JsonObject Type(ConfigKey key) => key.Value switch
    {
        "array" => List(ConfigKeys.Layer),
        ConfigKeys.Shared => List(ConfigKeys.Shared),
        "N" => new JsonObject { ["type"] = new JsonArray("integer", "array", "string") },
        "source" => new JsonObject { ["type"] = new JsonArray("string", "array") },
        _ when ConfigKeys.Groups.ContainsKey(key.Value) => Reference(key.Value),
        _ => new JsonObject { ["type"] = key.Value },
    };

    private static JsonObject List(string group) => new() { ["type"] = "array", ["items"] = Reference(group) };

    private static JsonObject Reference(string group) => new() { ["$ref"] = $"#/$defs/{group}" };
}
