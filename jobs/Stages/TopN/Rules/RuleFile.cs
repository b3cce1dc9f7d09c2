using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Foundation;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Ratings.Csv;

namespace RecPipeline.Jobs.Stages.TopN.Rules;

/// <summary>The file of rules of lists: JSON, a list of objects.</summary>
/// <example><c>[{"name": "no horror", "do": "deny", "feature": "genres", "values": ["Horror"]}]</c></example>
internal sealed class RuleFile
{
    private static readonly string[] Keys = ["name", "do", "feature", "values", "min", "max", "items", "from", "to", "count"];
    private readonly string _path;

    private RuleFile(string path) => _path = path;

    /// <exception cref="UsageException">There is no such file, or a rule in it cannot be followed.</exception>
    public static IReadOnlyList<ItemRule> Read(string path)
    {
        var rules = new RuleFile(path).Rules();
        foreach (var twin in rules.GroupBy(rule => rule.Name).Where(group => group.Count() > 1))
            throw new UsageException(
                $"{path}: {twin.Count()} rules are called {ShownText.Quoted(twin.Key, 60)}. Rows name the rule that moved them: "
                + "give each its own name.");
        return rules;
    }

    private ItemRule[] Rules() => Parsed() is JsonArray list
        ? [.. list.Select((each, at) => Rule(each, at + 1))]
        : throw new UsageException($"{_path} is no list of rules. Write [ {{\"do\": \"deny\", …}}, … ], see docs/shaping.md.");

    private JsonNode? Parsed()
    {
        using var stream = RawFile.Open(_path);
        try
        {
            return JsonNode.Parse(
                stream, documentOptions: new JsonDocumentOptions
                {
                    CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false,
                });
        }
        catch (JsonException error)
        {
            throw new UsageException(
                $"{_path} line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}: this is no JSON, or a key that is there twice. "
                + "Correct the place.", error);
        }
    }

    private ItemRule Rule(JsonNode? node, int number)
    {
        if (node is not JsonObject json)
            throw Fault(number, "is no object. Write it as {\"do\": \"deny\", …}");
        foreach (var (key, _) in json)
            if (!Keys.Contains(key))
                throw Fault(number, $"has an unknown key {ShownText.Quoted(key, 60)}. {Nearest.Hint(key, Keys)}");
        var fields = new RuleFields(json, message => Fault(number, message));
        string does = fields.Text("do")
            ?? throw Fault(number, $"does not say what it does. Give \"do\": {string.Join(", ", ItemRule.Kinds)}");
        if (!ItemRule.Kinds.Contains(does))
            throw Fault(number, $"has do = {ShownText.Quoted(does, 60)}. {Nearest.Hint(does, ItemRule.Kinds)}");
        var rule = new ItemRule(fields.Text("name") ?? $"{does} {number}", does)
        {
            Feature = fields.Text("feature"), Values = fields.Texts("values"), Min = fields.Number("min"), Max = fields.Number("max"),
            Items = fields.Texts("items"), From = fields.Date("from"), To = fields.Date("to"), Count = fields.Count("count") ?? -1,
        };
        return Fault(rule) is { } fault ? throw Fault(number, fault) : rule;
    }

    // What a rule needs, and what would do nothing in it.
    private static string? Fault(ItemRule rule) => rule switch
    {
        { Feature: null, Items: null } => "chooses no items. Give a feature, with values or min and max, or items",
        { Feature: not null, Items: not null } => "has both a feature and items. Make two rules of it",
        { Feature: null } when rule.Values is not null || rule.Min is not null || rule.Max is not null =>
            "has values, min or max without a feature. Name the feature",
        { Does: ItemRule.Available, From: null, To: null } => "has no window. Give from, to or both, such as \"2026-12-24\"",
        { Does: not ItemRule.Available } when rule.From is not null || rule.To is not null =>
            "has from or to, which only available reads. Leave them out, or write \"do\": \"available\"",
        { From: { } from, To: { } to } when from > to => $"ends ({to:yyyy-MM-dd}) before it begins ({from:yyyy-MM-dd}). Swap them",
        { Counts: true, Count: < 0 } => "has no count. Give the number of items, such as \"count\": 2",
        { Counts: false, Count: >= 0 } => "has a count, which only atMost and atLeast read. Leave it out",
        _ => null,
    };

    private UsageException Fault(int number, string what) => new($"{_path}: rule {number} {what}{(what[^1] is '.' or '?' ? "" : ".")}");
}
