using System.Text.Json;
using System.Text.Json.Nodes;

namespace RecPipeline.Jobs.Tables;

/// <summary>Small JSON files that people read too.</summary>
internal static class IndentedJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static byte[] Bytes(JsonNode json) => JsonSerializer.SerializeToUtf8Bytes(json, Indented);
}
