using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RecPipeline.Jobs.Tuning;

/// <summary>One fit of a search and what it was worth: a row of the table of trials.</summary>
/// <param name="Model">Which was fitted.</param>
/// <param name="Number">0 for the options as they are set.</param>
/// <param name="Rung">From 0; the last one is of all training users.</param>
/// <param name="TrainingUsers">Users that the fit saw.</param>
/// <param name="Options">Those that the search varies.</param>
/// <param name="Metric">Such as <c>NDCG@100</c>.</param>
/// <param name="Value">Of the metric; null where the model refused these options, or ran away with them.</param>
/// <param name="Users">Users that it was measured on.</param>
/// <param name="Seconds">Of fit and measurement; the only value that differs from one search to the next.</param>
internal sealed record Trial(
    string Model, int Number, int Rung, int TrainingUsers, JsonObject Options, string Metric, double? Value, int Users, double Seconds)
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    [JsonIgnore]
    public bool IsLowerBetter => Metric.StartsWith("RMSE", StringComparison.Ordinal);

    public JsonNode ToJson() => JsonSerializer.SerializeToNode(this, SnakeCase)!;

    /// <exception cref="JsonException">It is something else.</exception>
    public static Trial Parse(JsonNode? json) => json.Deserialize<Trial>(SnakeCase) ?? throw new JsonException("A trial is null.");
}
