using System.Text.Json;
using System.Text.Json.Nodes;

namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>Numbers and values as the report writes them.</summary>
internal static class Words
{
    public const string None = "–";
    private const char Minus = '−', Space = '\u00a0'; // U+00A0 keeps a number and its unit on one line

    /// <summary>A metric's value: four decimals below 10, fewer above, whole numbers for counts.</summary>
    public static string Value(string metric, double value) => value switch
    {
        _ when !double.IsFinite(value) => None,
        _ when MetricNames.IsCount(metric) || Math.Abs(value) >= 10_000 => Signed($"{value:N0}"),
        _ when Math.Abs(value) >= 100 => Signed($"{value:N1}"),
        _ when Math.Abs(value) >= 10 => Signed($"{value:0.00}"),
        _ => Signed($"{value:0.0000}"),
    };

    /// <summary>A difference, always with its sign.</summary>
    public static string Difference(string metric, double value) =>
        double.IsFinite(value) ? (value > 0 ? "+" : "") + Value(metric, value) : None;

    public static string Interval(string metric, double low, double high) =>
        double.IsFinite(low) && double.IsFinite(high) ? $"{Value(metric, low)}{Space}to{Space}{Value(metric, high)}" : None;

    public static string Seconds(double seconds) => seconds switch
    {
        < 10 => $"{seconds:0.00}{Space}s",
        < 120 => $"{seconds:0.0}{Space}s",
        < 7200 => $"{seconds / 60:0.0}{Space}min",
        _ => $"{seconds / 3600:0.0}{Space}h",
    };

    /// <summary>A number of bytes in decimal units: 999 B, 1.2 kB, 34.5 MB.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes}{Space}B",
        < 1_000_000 => $"{bytes / 1e3:0.0}{Space}kB",
        < 1_000_000_000 => $"{bytes / 1e6:0.0}{Space}MB",
        _ => $"{bytes / 1e9:0.0}{Space}GB",
    };

    /// <summary>A share in per cent: 41 %, 5.2 %, &lt; 0.1 %.</summary>
    public static string Share(double share) => Math.Abs(share) switch
    {
        0 or >= 0.0995 => Signed($"{100 * share:0}{Space}%"),
        < 0.0005 => $"<{Space}0.1{Space}%",
        _ => Signed($"{100 * share:0.0}{Space}%"),
    };

    public static string SignedShare(double share) => (share > 0 ? "+" : "") + Share(share);

    /// <summary>One word in singular or plural: 1 table, 9 tables.</summary>
    public static string Counted(long count, string one, string? many = null) =>
        $"{count:N0}{Space}{(count == 1 ? one : many ?? one + "s")}";

    /// <summary>An option's value without JSON's quotes: a list stands with commas.</summary>
    public static string Json(JsonNode? value) => value switch
    {
        null => None,
        JsonArray list => list.Count == 0 ? "(none)" : string.Join(", ", list.Select(Json)),
        JsonValue text when text.GetValueKind() == JsonValueKind.String =>
            text.GetValue<string>() is { Length: > 0 } full ? full : "(empty)",
        _ => value.ToJsonString(),
    };

    /// <summary>The part of a content hash that tells tables apart at a glance: the first digits of the row hashes' sum.</summary>
    public static string ShortHash(string contentHash) =>
        contentHash.Split('-') is [_, { Length: >= 10 } sum, ..] ? sum[..10] : contentHash[..Math.Min(10, contentHash.Length)];

    /// <summary>A number with a minus sign as long as its plus.</summary>
    public static string Signed(string number) => number.Replace('-', Minus);
}
