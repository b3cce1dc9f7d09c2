using RecPipeline.Jobs.Tables;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>How many test users a protocol's lists were measured on, of how many, over all folds.</summary>
internal sealed record MeasuredUsers(long Users, long Of)
{
    // Samples of about one size are about the same users, since the smaller lies in the larger.
    private const double AlikeSize = 0.9;

    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private bool IsPartial => Users < Of;

    /// <summary>By protocol, as the table <c>metrics</c> was measured.</summary>
    public static Dictionary<string, MeasuredUsers> OfMetrics(Catalog catalog) =>
        (catalog.Contract("metrics").Properties["samples"] as JsonArray ?? []).GroupBy(sample => (string)sample!["protocol"]!).ToDictionary(
            folds =>
                folds.Key, folds => new MeasuredUsers(folds.Sum(fold => (long)fold!["users"]!), folds.Sum(fold => (long)fold!["of"]!)));

    /// <summary>True where values of both may be held against each other: everybody was measured both times, or nearly as many.</summary>
    public static bool AreAlike(MeasuredUsers? a, MeasuredUsers? b) => (a, b) switch
    {
        (null or { IsPartial: false }, null or { IsPartial: false }) => true,
        (null, _) or (_, null) => false,
        _ => Math.Min(a.Users, b.Users) >= AlikeSize * Math.Max(a.Users, b.Users),
    };

    /// <summary>The form that <see cref="Parse"/> reads.</summary>
    public static JsonNode ToJson(Dictionary<string, MeasuredUsers> byProtocol) => JsonSerializer.SerializeToNode(byProtocol, SnakeCase)!;

    /// <exception cref="JsonException">It is something else.</exception>
    public static Dictionary<string, MeasuredUsers>? Parse(JsonNode? json) =>
        json.Deserialize<Dictionary<string, MeasuredUsers>>(SnakeCase);

    public override string ToString() => IsPartial ? $"{Users:N0} of {Of:N0} test users" : $"all {Of:N0} test users";
}
