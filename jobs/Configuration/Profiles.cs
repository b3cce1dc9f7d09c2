using System.Text.Json.Nodes;

namespace RecPipeline.Jobs.Configuration;

/// <summary>Settings that follow from what the input is: its layout, <c>clean.profile</c> and <c>clean.feedback</c>. They lie under every setting that somebody made.</summary>
/// <remarks>So a run's options name its limits as they are, whatever they came from. The defaults in code are those of profile movielens.</remarks>
internal static class Profiles
{
    /// <summary>Adds what the settings imply and do not say.</summary>
    public static void Apply(SettingsTree tree)
    {
        string layout = Text(tree, "input.layout", "auto");
        if (layout == "youtube")
            Fill(tree, "layout youtube", YouTube);
        if (layout == "netflix")
            Fill(tree, "layout netflix", Netflix);
        string feedback = Text(tree, "clean.feedback", "explicit");
        if (feedback == "implicit")
            Fill(tree, "clean.feedback implicit", Implicit);
        string profile = Text(tree, "clean.profile", "auto");
        bool isMovieLens = (layout == "auto" || layout.StartsWith("movielens", StringComparison.Ordinal)) && feedback != "implicit";
        if (profile == "generic" || (profile == "auto" && !isMovieLens))
            Fill(tree, "profile generic", Generic);
    }

    private static (string, JsonNode)[] YouTube => [("clean.feedback", "implicit"), ("clean.duplicates", "sum")];

    private static (string, JsonNode)[] Netflix => [("clean.ratingRange", new JsonArray(1.0, 5.0)), ("clean.ratingStep", 1)];

    // Stars and thresholds mean nothing to a confidence: every row is an interaction, and no protocol may ask for more.
    private static (string, JsonNode)[] Implicit =>
    [
        ("likedThreshold", 0), ("clean.ratingRange", Range(float.Epsilon)), ("evaluate.protocols", new JsonArray("loo_last", "strong_all")),
        ("gate.metrics", new JsonArray("strong_all/blend/NDCG@100", "loo_last/blend/HitRate@10")),
    ];

    private static (string, JsonNode)[] Generic =>
    [
        ("clean.ratingRange", Range(float.MinValue)), ("clean.ratingStep", 0), ("clean.minId", long.MinValue), ("clean.timeMin", long.MinValue),
        ("clean.timeMax", long.MaxValue), ("clean.requireKnownItem", false),
    ];

    // Doubles, since a float's shortest text would be read as a slightly other double.
    private static JsonArray Range(float low) => new((double)low, (double)float.MaxValue);

    private static string Text(SettingsTree tree, string path, string otherwise) => tree.Find(path) is JsonValue value && value.TryGetValue(out string? text) ? text : otherwise;

    private static void Fill(SettingsTree tree, string origin, (string Path, JsonNode Value)[] settings)
    {
        foreach (var (path, value) in settings)
            if (tree.Find(path) is null)
                tree.Set(path, value, origin);
    }
}
