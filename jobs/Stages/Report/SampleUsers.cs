using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Jobs.Stages.Report;

/// <summary>Users with history, list and reasons in words.</summary>
internal static class SampleUsers
{
    private const int HistoryLength = 8;

    /// <summary>Draws users by hash, so that the same run shows the same users.</summary>
    public static IReadOnlyList<SampleUser> Choose(Catalog catalog, int count, long seed)
    {
        var userIds = catalog.UserIds();
        var chosen = Enumerable.Range(0, userIds.Count).OrderBy(user => SplitHash.OfUser(seed, userIds, user)).Take(count).Order()
            .ToArray();
        return Show(catalog, chosen, userIds, HistoryLength);
    }

    /// <summary>The named users. Reads the tables once.</summary>
    /// <param name="historyLength">How many of the highest-rated items to name.</param>
    public static IReadOnlyList<SampleUser> Show(Catalog catalog, IReadOnlyList<int> users, RawIds userIds, int historyLength)
    {
        var names = ItemNames.Load(catalog);
        var wanted = users.ToHashSet();
        var (histories, lists) = (Histories(catalog, wanted), Lists(catalog, wanted, names));
        return [.. users.Select(user => new SampleUser(
            userIds.Text(user),
            histories[user].Count(),
            [.. histories[user].OrderByDescending(row => row.Rating).ThenBy(row => row.Item).Take(historyLength)
                .Select(row => new RatedItem(names.Display(row.Item), row.Rating))],
            [.. lists[user]]))];
    }

    public static IReadOnlyDictionary<string, long> ListStatus(Catalog catalog)
    {
        var reasons = catalog.Load("list_status", "reason").Strings("reason");
        return Enumerable.Range(0, reasons.Length).GroupBy(row => reasons.Text(row)!)
            .ToDictionary(group => group.Key, group => (long)group.Count());
    }

    private static ILookup<int, (int Item, float Rating)> Histories(Catalog catalog, HashSet<int> wanted)
    {
        var found = new List<(int User, int Item, float Rating)>();
        foreach (var batch in catalog.Read("ratings", "user_index", "item_index", "rating"))
        {
            var users = batch.Values<int>("user_index");
            var items = batch.Values<int>("item_index");
            var ratings = batch.Values<float>("rating");
            for (int i = 0; i < users.Length; i++)
                if (wanted.Contains(users[i]))
                    found.Add((users[i], items[i], ratings[i]));
        }
        return found.ToLookup(row => row.User, row => (row.Item, row.Rating));
    }

    private static ILookup<int, ListedItem> Lists(Catalog catalog, HashSet<int> wanted, ItemNames names)
    {
        var found = new List<(int User, ListedItem Item)>();
        foreach (var rows in catalog.Read("recommendations").Select(batch => new Table(batch)))
        {
            var users = rows.Array<int>("user_index");
            for (int i = 0; i < users.Length; i++)
                if (wanted.Contains(users[i]))
                    found.Add((users[i], Listed(rows, i, names)));
        }
        return found.ToLookup(row => row.User, row => row.Item);
    }

    private static ListedItem Listed(Table rows, int row, ItemNames names) => new(
        rows.Array<int>("rank")[row],
        names.Display(rows.Array<int>("item_index")[row]),
        rows.Array<float>("score")[row],
        rows.Strings("source").Text(row)!,
        Reasons(rows.Lists("reasons"), row, names));

    private static ReasonFact[] Reasons(ListColumn reasons, int row, ItemNames names)
    {
        var elements = (StructColumn)reasons.Elements;
        var (items, shares) = ((Column<int>)elements.Children[0], (Column<float>)elements.Children[1]);
        return [.. Enumerable.Range(reasons.Offsets[row], reasons.Offsets[row + 1] - reasons.Offsets[row])
            .Select(i => new ReasonFact(names.Display(items.Values[i]), shares.Values[i]))];
    }
}
