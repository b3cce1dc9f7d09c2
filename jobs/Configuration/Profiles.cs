using System.Text.Json.Nodes;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Jobs.Configuration;

/// <summary>
/// Settings that follow from what the input is: its layout, <c>clean.profile</c> and <c>clean.feedback</c>. They lie under every setting
/// that somebody made.
/// </summary>
/// <remarks>
/// So a run's options name its limits as they are, whatever they came from. The defaults in code are those of profile movielens.
/// </remarks>
internal static class Profiles
{
    /// <summary>Adds what the settings imply and do not say.</summary>
    public static void Apply(SettingsTree tree)
    {
        string layout = Text(tree, "input.layout", "auto");
        bool areDuplicatesSet = tree.Find("clean.duplicates") is not null;
        if (layout == "youtube")
            Fill(tree, "layout youtube", YouTube);
        if (layout == "netflix")
            Fill(tree, "layout netflix", Netflix);
        if ((layout == "table" && Text(tree, "input.table.rating", "rating").Length == 0) || tree.HasKeys("input.table.eventWeights"))
            Events(tree);
        string feedback = Text(tree, "clean.feedback", "explicit");
        if (layout == "table" && Text(tree, "input.table.timestamp", "timestamp").Length == 0)
            Fill(tree, "input.table without times", WithoutTimes(feedback));
        if (feedback == "implicit")
            Fill(tree, "clean.feedback implicit", Implicit);
        if (areDuplicatesSet || feedback == "implicit")
            Fill(tree, "clean.duplicates", [("clean.duplicateRows", "merged")]);
        ImpliedGate.Fill(tree);
        string profile = Text(tree, "clean.profile", "auto");
        bool isMovieLens = (layout == "auto" || layout.StartsWith("movielens", StringComparison.Ordinal)) && feedback != "implicit";
        if (profile == "generic" || (profile == "auto" && !isMovieLens))
            Fill(tree, "profile generic", Generic);
    }

    // Rows that count by what they are and not by a number: each adds to its user and item.
    private static void Events(SettingsTree tree)
    {
        Fill(tree, "events", [("clean.feedback", "implicit")]);
        if (Text(tree, "clean.feedback", "") == "implicit")
            Fill(tree, "events", [("clean.duplicates", "sum")]);
    }

    private static (string, JsonNode)[] YouTube => [("clean.feedback", "implicit"), ("clean.duplicates", "sum")];

    private static (string, JsonNode)[] Netflix => [("clean.ratingRange", new JsonArray(1.0, 5.0)), ("clean.ratingStep", 1)];

    // Stars and thresholds mean nothing to a confidence: every row is an interaction, and no protocol may ask for more.
    private static (string, JsonNode)[] Implicit =>
    [
        ("likedThreshold", 0), ("clean.ratingRange", Range(float.Epsilon)), ("evaluate.protocols", new JsonArray("loo_last", "strong_all")),
    ];

    // Without times no row is a user's last one; a hash takes the place of the time.
    private static (string, JsonNode)[] WithoutTimes(string feedback) =>
        [("evaluate.protocols", feedback == "implicit"
            ? new JsonArray("loo_hash", "strong_all")
            : new JsonArray("hash_20", "loo_hash", "strong_liked"))];

    private static (string, JsonNode)[] Generic =>
    [
        ("clean.ratingRange", Range(float.MinValue)), ("clean.ratingStep", 0), ("clean.minId", long.MinValue),
        ("clean.timeMin", long.MinValue),
        ("clean.timeMax", RatingRules.Latest), ("clean.requireKnownItem", false),
    ];

    // Doubles, since a float's shortest text would be read as a slightly other double.
    private static JsonArray Range(float low) => new((double)low, (double)float.MaxValue);

    private static string Text(SettingsTree tree, string path, string otherwise) =>
        tree.Find(path) is JsonValue value && value.TryGetValue(out string? text) ? text : otherwise;

    private static void Fill(SettingsTree tree, string origin, (string Path, JsonNode Value)[] settings)
    {
        foreach (var (path, value) in settings)
            if (tree.Find(path) is null)
                tree.Set(path, value, origin);
    }
}
