using System.Text.Json.Nodes;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Jobs.Configuration;

/// <summary>
/// The metrics that the gate watches where nobody names any: the headline of each protocol with lists that the run evaluates.
/// </summary>
internal static class ImpliedGate
{
    /// <summary>Sets <c>gate.metrics</c> where it is not set and protocols or cutoffs are.</summary>
    public static void Fill(SettingsTree tree)
    {
        if (tree.Find("gate.metrics") is null && (tree.Find("evaluate.protocols") ?? tree.Find("evaluate.cutoffs")) is not null)
            tree.Set("gate.metrics", new JsonArray([.. Metrics(tree)]), "evaluate.protocols");
    }

    // What is no list of known protocols or of list lengths is reported when the options are bound.
    private static IEnumerable<JsonNode> Metrics(SettingsTree tree)
    {
        var defaults = new EvaluateOptions();
        string[] protocols = Values(tree, "evaluate.protocols", defaults.Protocols);
        int[] cutoffs = Values(tree, "evaluate.cutoffs", defaults.Cutoffs);
        if (cutoffs.Length == 0)
            return [];
        var known = protocols.Where(Splits.Names.Contains).Select(Splits.Named).ToArray();
        return known.Where(split => split.Promises.HasFlag(SplitPromises.HeldOutUsers))
            .Select(split => $"{split.Name}/blend/NDCG@{cutoffs.Max()}")
            .Concat(known.Where(split => split is LeaveOneOutSplit).Select(split => $"{split.Name}/blend/HitRate@{cutoffs.Min()}"))
            .Select(name => (JsonNode)JsonValue.Create(name));
    }

    private static T[] Values<T>(SettingsTree tree, string path, T[] otherwise) => tree.Find(path) switch
    {
        null => otherwise,
        JsonArray list => [.. list.OfType<JsonValue>().Select(each => each.TryGetValue(out T? value) ? value : default).OfType<T>()],
        _ => [],
    };
}
