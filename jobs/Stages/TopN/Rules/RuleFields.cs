using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Ratings.Csv;

namespace RecPipeline.Jobs.Stages.TopN.Rules;

/// <summary>The fields of one rule, each of the kind that it must be.</summary>
/// <param name="json">The rule.</param>
/// <param name="fault">Makes the error.</param>
internal sealed class RuleFields(JsonObject json, Func<string, UsageException> fault)
{
    public string? Text(string key) => Value(key) is { } value
        ? value.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > 0 } text
            ? text
            : throw Wrong(key, "a text")
        : null;

    /// <summary>Texts and numbers alike, as texts.</summary>
    public string[]? Texts(string key) => Value(key) is not { } value ? null
        : value is JsonArray { Count: > 0 } list ? [.. list.Select(each => Entry(key, each))]
        : throw Wrong(key, "a list with at least one entry");

    public double? Number(string key) => Value(key) is { } value
        ? value.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : throw Wrong(key, "a number")
        : null;

    public int? Count(string key) => Number(key) is { } number
        ? number >= 0 && number <= 10_000 && number == Math.Floor(number) ? (int)number : throw Wrong(key, "a whole number from 0 to 10000")
        : null;

    public DateOnly? Date(string key) => Text(key) is { } text
        ? DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw Wrong(key, "a day as YYYY-MM-DD")
        : null;

    private string Entry(string key, JsonNode? entry) => entry?.GetValueKind() switch
    {
        JsonValueKind.String => entry.GetValue<string>(),
        JsonValueKind.Number => entry.ToJsonString(),
        _ => throw Wrong(key, "a list of texts or numbers"),
    };

    private JsonNode? Value(string key) => json[key];

    private UsageException Wrong(string key, string kind) =>
        fault($"has {key} = {ShownText.Quoted(json[key]!.ToJsonString(), 60)}, which is not {kind}. Correct it");
}
