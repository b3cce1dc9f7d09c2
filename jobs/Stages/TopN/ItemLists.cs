using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.TopN.Rules;
using RecPipeline.Models;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Shaping;
using RecPipeline.Ratings.Csv;

namespace RecPipeline.Jobs.Stages.TopN;

/// <summary>
/// What users asked not to be recommended: the deny and allow lists, and blocks of single users. Applied when lists are made, without
/// training again.
/// </summary>
/// <remarks>Ids that the run does not know are counted, since a list may be older or younger than the ratings.</remarks>
internal sealed class ItemLists
{
    private readonly RawIds _userIds, _itemIds;
    private readonly Dictionary<string, (int Unknown, int Lines, string First)> _unknown = [];

    public ItemLists(TopNOptions options, RawIds userIds, RawIds itemIds)
    {
        (_userIds, _itemIds) = (userIds, itemIds);
        var denied = Items("deny", options.Deny);
        var allowed = options.Allow.Length == 0 ? null : Items("allow", options.Allow).ToHashSet();
        Excluded = [.. Enumerable.Range(0, itemIds.Count).Where(item => denied.Contains(item) || allowed?.Contains(item) == false)];
        Blocked = Blocks(options.Block);
    }

    /// <summary>The lists of a run. Ids that it does not know are counted in the contracts, and warned of.</summary>
    public static ItemLists Of(StageContext context)
    {
        var (rules, options) = (ListRules.Of(context), context.Options.TopN);
        var lists = new ItemLists(options, context.Run.Catalog.UserIds(), context.Run.Catalog.ItemIds()) { Shaping = rules?.Shaping };
        lists.Excluded = [.. lists.Excluded.Union(rules?.Excluded ?? []).Order()];
        context.Properties["unknown_ids"] = lists.Unknown.DeepClone();
        lists.Tell(context);
        return lists;
    }

    /// <summary>The deny and allow lists alone, for work that knows no users.</summary>
    public static ItemLists OfItems(TopNOptions options, RawIds itemIds) =>
        new(options with { Block = "" }, RawIds.Of(Array.Empty<long>()), itemIds);

    /// <summary>Items nobody may get, ascending.</summary>
    public int[] Excluded { get; private set; }

    /// <summary>What lists must fulfil; null without rules.</summary>
    public ListShaping? Shaping { get; private init; }

    /// <summary>[users × items] cells that a user may not get.</summary>
    public SparseMatrix Blocked { get; }

    /// <summary>Lines whose id is unknown, by list.</summary>
    public JsonObject Unknown { get; } = [];

    /// <summary>Warns of unknown ids: such a line does nothing, and a slip of the pen looks the same.</summary>
    private void Tell(StageContext context)
    {
        foreach (var (list, (unknown, lines, first)) in _unknown.Where(each => each.Value.Unknown > 0))
            context.Warn(
                $"{unknown:N0} of {lines:N0} lines of topN.{list} name ids that the ratings do not have, first {first}; "
                + "they do nothing.");
    }

    private HashSet<int> Items(string list, string file)
    {
        if (file.Length == 0)
            return [];
        var lines = ListFile.Read(file);
        int[] items = [.. lines.Select(line => Index(_itemIds, file, line.Line, line.Text))];
        Count(list, lines, [.. items.Select(item => item < 0)]);
        return [.. items.Where(item => item >= 0)];
    }

    private SparseMatrix Blocks(string file)
    {
        var lines = file.Length == 0 ? [] : ListFile.Read(file);
        (int User, int Item)[] cells = [.. lines.Select(line => Cell(file, line.Line, line.Text))];
        if (file.Length > 0)
            Count("block", lines, [.. cells.Select(cell => cell.User < 0 || cell.Item < 0)]);
        var known = cells.Where(cell => cell.User >= 0 && cell.Item >= 0).Distinct().ToArray();
        return SparseMatrix.FromTriples(
            _userIds.Count, _itemIds.Count, Array.ConvertAll(known, cell => cell.User), Array.ConvertAll(known, cell => cell.Item),
                new float[known.Length]);
    }

    private void Count(string list, IReadOnlyList<(int Line, string Text)> lines, bool[] isUnknown)
    {
        int unknown = isUnknown.Count(each => each), first = Array.IndexOf(isUnknown, true);
        Unknown[list] = unknown;
        _unknown[list] = (unknown, lines.Count, first < 0 ? "" : $"{ShownText.Quoted(lines[first].Text, 60)} at line {lines[first].Line}");
    }

    private (int User, int Item) Cell(string file, int at, string line)
    {
        string[] ids = line.Split(',');
        return ids.Length == 2
            ? (Index(_userIds, file, at, ids[0]), Index(_itemIds, file, at, ids[1]))
            : throw new UsageException($"{file} line {at}: {ShownText.Quoted(line, 60)} is not user_id,item_id. Correct the line.");
    }

    // −1 for an id that the run does not know.
    private static int Index(RawIds ids, string file, int at, string text) => ids.TryFind(text.Trim(), out int index)
        ? index
        : throw new UsageException($"{file} line {at}: {ShownText.Quoted(text, 60)} is no id; ids are whole numbers. Correct the line.");
}
