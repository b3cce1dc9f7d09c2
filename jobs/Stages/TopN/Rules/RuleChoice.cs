using RecPipeline.Foundation;
using RecPipeline.Models;
using RecPipeline.Ratings.Csv;

namespace RecPipeline.Jobs.Stages.TopN.Rules;

/// <summary>The items that rules choose, by what describes them or by their ids.</summary>
/// <param name="path">The file of rules, for messages.</param>
/// <param name="ids">Raw ids of items.</param>
/// <param name="values">Their features.</param>
internal sealed class RuleChoice(string path, RawIds ids, ItemValues values)
{
    private readonly List<string> _warnings = [];

    /// <summary>Of values and ids that nothing has: they do nothing, and a slip of the pen looks the same.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The values by which a rule chooses items; of items that it names, an empty one.</summary>
    /// <exception cref="UsageException">No item has the feature, it is no number where it must be one, or an id can be none.</exception>
    public FeatureCell[] Of(ItemRule rule)
    {
        if (rule.Items is { } named)
            return Named(rule, named);
        var cells = values.Of(rule.Feature!) ?? throw new UsageException(
            $"{path}: rule {ShownText.Quoted(rule.Name, 60)} reads the feature {ShownText.Quoted(rule.Feature!, 60)}, which no item has. "
            + $"{Nearest.Hint(rule.Feature!, values.Names)} Columns of the items file are read where input.features.items names them.");
        if ((rule.Min ?? rule.Max) is not null && cells.All(cell => double.IsNaN(cell.Number)))
            throw new UsageException(
                $"{path}: rule {ShownText.Quoted(rule.Name, 60)} has min or max of {rule.Feature}, which is no number. "
                + $"Give values, or name the column as {rule.Feature}:number in input.features.items.");
        foreach (string value in rule.Values ?? [])
            if (!cells.Any(cell => cell.Text == value))
                _warnings.Add(
                    $"topN.rules, rule {ShownText.Quoted(rule.Name, 60)}: no item has {rule.Feature} = {ShownText.Quoted(value, 60)}; "
                    + $"it does nothing. {Nearest.Hint(value, cells.Select(cell => cell.Text).Distinct().Take(1000))}");
        return [.. cells.Where(rule.Takes)];
    }

    private FeatureCell[] Named(ItemRule rule, string[] named)
    {
        var cells = new List<FeatureCell>();
        var unknown = new List<string>();
        foreach (string id in named)
            if (!ids.TryFind(id, out int item))
                throw new UsageException(
                    $"{path}: rule {ShownText.Quoted(rule.Name, 60)} names the item {ShownText.Quoted(id, 60)}, which is no id; "
                    + "ids are whole numbers. Correct it.");
            else if (item < 0)
                unknown.Add(id);
            else
                cells.Add(new FeatureCell(item, "", double.NaN));
        if (unknown.Count > 0)
            _warnings.Add(
                $"topN.rules, rule {ShownText.Quoted(rule.Name, 60)}: {unknown.Count:N0} of {named.Length:N0} items are "
                + $"not in the ratings, first {ShownText.Quoted(unknown[0], 60)}; they do nothing.");
        return [.. cells];
    }
}
