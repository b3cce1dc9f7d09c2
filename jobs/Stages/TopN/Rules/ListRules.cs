using System.Globalization;
using System.Text.Json.Nodes;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Shaping;
using RecPipeline.Ratings.Csv;

namespace RecPipeline.Jobs.Stages.TopN.Rules;

/// <summary>The rules of the run's lists, over the items that it knows.</summary>
/// <param name="Excluded">Items nobody may get on the run's date, ascending.</param>
/// <param name="Shaping">What lists must fulfil.</param>
internal sealed record ListRules(int[] Excluded, ListShaping Shaping)
{
    /// <summary>
    /// Null where the options name no rules. What each rule chooses is kept in the contracts; what does nothing is warned of.
    /// </summary>
    /// <exception cref="UsageException">The file has a rule that cannot be followed.</exception>
    public static ListRules? Of(StageContext context)
    {
        var options = context.Options.TopN;
        if (options.Rules.Length == 0)
            return null;
        var rules = Read(context, out var warnings);
        foreach (string warning in warnings)
            context.Warn(warning);
        context.Properties["rules"] = new JsonObject(
            rules.Select(each => KeyValuePair.Create(each.Rule.Name, (JsonNode?)Facts(each.Rule, each.Cells))));
        return Of(rules, Day(options.Date), options, context.Run.Catalog.ItemIds().Count);
    }

    /// <summary>Each rule for itself, and what it hides or asks for; none where the options name none.</summary>
    public static IEnumerable<(string Name, ListRules Rule)> Each(StageContext context)
    {
        var options = context.Options.TopN;
        return options.Rules.Length == 0
            ? []
            : Read(context, out _).Select(
                rule => (rule.Rule.Name, Of([rule], Day(options.Date), options, context.Run.Catalog.ItemIds().Count)));
    }

    private static (ItemRule Rule, FeatureCell[] Cells)[] Read(StageContext context, out IReadOnlyList<string> warnings)
    {
        var choice = new RuleChoice(context.Options.TopN.Rules, context.Run.Catalog.ItemIds(), ItemValues.Read(context));
        (ItemRule, FeatureCell[])[] rules = [.. RuleFile.Read(context.Options.TopN.Rules).Select(rule => (rule, choice.Of(rule)))];
        warnings = choice.Warnings;
        return rules;
    }

    /// <exception cref="UsageException">It is no day.</exception>
    public static DateOnly Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw new UsageException($"topN.date is {ShownText.Quoted(text, 60)}; write it as YYYY-MM-DD, such as 2026-01-31.");

    private static JsonObject Facts(ItemRule rule, FeatureCell[] cells) =>
        new JsonObject { ["do"] = rule.Does, ["items"] = cells.DistinctBy(cell => cell.Item).Count() };

    private static ListRules Of((ItemRule Rule, FeatureCell[] Cells)[] rules, DateOnly date, Configuration.TopNOptions options, int items)
    {
        CountRule[] Counting(string kind) =>
            [.. rules.Where(each => each.Rule.Does == kind).Select(each => Counted(each.Rule, each.Cells, items))];
        var shaping = new ListShaping { AtMost = Counting(ItemRule.AtMost), AtLeast = Counting(ItemRule.AtLeast) };
        if (shaping.AtLeast.Sum(rule => rule.Count) is var least && least > options.N)
            throw new UsageException(
                $"{options.Rules}: rules of atLeast ask for {least} rows together, and lists have {options.N} (topN.n). "
                + "Ask for less, or raise topN.n.");
        return new ListRules(ExcludedBy(rules, date, items), shaping);
    }

    private static int[] ExcludedBy((ItemRule Rule, FeatureCell[] Cells)[] rules, DateOnly date, int items)
    {
        HashSet<int>? Of(Func<ItemRule, bool> takes) => rules.Any(each => takes(each.Rule))
            ? [.. rules.Where(each => takes(each.Rule)).SelectMany(each => each.Cells).Select(cell => cell.Item)] : null;
        var (denied, allowed) = (Of(rule => rule.Does == ItemRule.Deny), Of(rule => rule.Does == ItemRule.Allow));
        var windowed = Of(rule => rule.Does == ItemRule.Available);
        var open = Of(rule => rule.Does == ItemRule.Available && rule.IsOpen(date));
        return
        [
            .. Enumerable.Range(0, items).Where(item => denied?.Contains(item) == true || allowed?.Contains(item) == false
                || (windowed?.Contains(item) == true && open?.Contains(item) != true)),
        ];
    }

    // Rules of at most so many count every value for itself, the others all values as one.
    private static CountRule Counted(ItemRule rule, FeatureCell[] cells, int items)
    {
        bool isEach = rule.Does == ItemRule.AtMost && rule.Feature is not null && rule.Min is null && rule.Max is null;
        var numbers = cells.Select(cell => cell.Text).Distinct().Order(StringComparer.Ordinal).Select((text, at) => (text, at))
            .ToDictionary(each => each.text, each => isEach ? each.at : 0);
        var byItem = cells.ToLookup(cell => cell.Item, cell => numbers[cell.Text]);
        int[][] values = [.. Enumerable.Range(0, items).Select(item => byItem[item].Distinct().Order().ToArray())];
        var offsets = new int[values.Length + 1];
        for (int item = 0; item < values.Length; item++)
            offsets[item + 1] = offsets[item] + values[item].Length;
        return new CountRule(rule.Name, rule.Count, offsets, [.. values.SelectMany(each => each)]);
    }
}
