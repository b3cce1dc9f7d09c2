using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Models;

namespace RecPipeline.Jobs.Stages.TopN;

/// <summary>What users asked not to be recommended: the deny and allow lists, and blocks of single users. Applied when lists are made, without training again.</summary>
/// <remarks>Ids that the run does not know are counted, since a list may be older or younger than the ratings.</remarks>
internal sealed class ItemLists
{
    private readonly RawIds _userIds, _itemIds;

    public ItemLists(TopNOptions options, RawIds userIds, RawIds itemIds)
    {
        (_userIds, _itemIds) = (userIds, itemIds);
        var denied = Items("deny", options.Deny);
        var allowed = options.Allow.Length == 0 ? null : Items("allow", options.Allow).ToHashSet();
        Excluded = [.. Enumerable.Range(0, itemIds.Count).Where(item => denied.Contains(item) || allowed?.Contains(item) == false)];
        Blocked = Blocks(options.Block);
    }

    /// <summary>The deny and allow lists alone, for work that knows no users.</summary>
    public static ItemLists OfItems(TopNOptions options, RawIds itemIds) => new(options with { Block = "" }, RawIds.Of(Array.Empty<long>()), itemIds);

    /// <summary>Items nobody may get, ascending.</summary>
    public int[] Excluded { get; }

    /// <summary>[users × items] cells that a user may not get.</summary>
    public SparseMatrix Blocked { get; }

    /// <summary>Lines whose id is unknown, by list.</summary>
    public JsonObject Unknown { get; } = [];

    private HashSet<int> Items(string list, string file)
    {
        if (file.Length == 0)
            return [];
        int[] items = [.. RawFile.Lines(file).Select((line, at) => Index(_itemIds, file, at, line))];
        Unknown[list] = items.Count(item => item < 0);
        return [.. items.Where(item => item >= 0)];
    }

    private SparseMatrix Blocks(string file)
    {
        (int User, int Item)[] cells = file.Length == 0 ? [] : [.. RawFile.Lines(file).Select((line, at) => Cell(file, at, line))];
        if (file.Length > 0)
            Unknown["block"] = cells.Count(cell => cell.User < 0 || cell.Item < 0);
        var known = cells.Where(cell => cell.User >= 0 && cell.Item >= 0).Distinct().ToArray();
        return SparseMatrix.FromTriples(
            _userIds.Count, _itemIds.Count, Array.ConvertAll(known, cell => cell.User), Array.ConvertAll(known, cell => cell.Item), new float[known.Length]);
    }

    private (int User, int Item) Cell(string file, int at, string line)
    {
        string[] ids = line.Split(',');
        return ids.Length == 2
            ? (Index(_userIds, file, at, ids[0]), Index(_itemIds, file, at, ids[1]))
            : throw new UsageException($"{file} entry {at + 1}: {Formats.Csv.ShownText.Quoted(line)} is not user_id,item_id. Correct the line.");
    }

    // −1 for an id that the run does not know.
    private static int Index(RawIds ids, string file, int at, string text) => ids.TryFind(text.Trim(), out int index)
        ? index
        : throw new UsageException($"{file} entry {at + 1}: {Formats.Csv.ShownText.Quoted(text)} is no id; ids are whole numbers. Correct the line.");
}
