using System.Text.Json;
using System.Text.Json.Nodes;

namespace RecPipeline.Jobs.Configuration;

/// <summary>Lists of texts as people type them: <c>[-1, "NaN"]</c> holds a number, and <c>NaN</c> alone is a list of one.</summary>
internal static class TextLists
{
    /// <summary>The node as a list of texts where it can be one, else as it is.</summary>
    public static JsonNode? Of(JsonNode? node) => node switch
    {
        JsonArray list => new JsonArray([.. list.Select(Entry)]),
        JsonValue value when IsOne(value) => new JsonArray(Entry(value)),
        _ => node,
    };

    // What begins like a list was meant to be one, and has a mistake in it.
    private static bool IsOne(JsonValue value) => value.GetValueKind() == JsonValueKind.Number
        || (value.TryGetValue(out string? text) && text.Length > 0 && text[0] is not ('[' or '{'));

    private static JsonNode? Entry(JsonNode? node) =>
        node?.GetValueKind() == JsonValueKind.Number ? JsonValue.Create(node.ToJsonString()) : node?.DeepClone();
}
