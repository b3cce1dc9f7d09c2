using RecPipeline.Evaluation;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Comparing;

/// <summary>How the lists of the users that two runs share have changed, by raw ids.</summary>
/// <param name="Rows">Churn, rank-biased overlap and share of changed users, each with its interval over users.</param>
internal sealed record ListChanges(int CommonUsers, int OnlyA, int OnlyB, IReadOnlyList<MetricRow> Rows)
{
    private const long Seed = 42;

    public static ListChanges Of(Catalog a, Catalog b)
    {
        var (listsA, listsB) = (Lists(a), Lists(b));
        string[] common = [.. listsA.Keys.Where(listsB.ContainsKey)]; // in the order of A's user index
        int longest = Math.Max(1, listsA.Values.Concat(listsB.Values).Select(list => list.Length).DefaultIfEmpty().Max());
        var churn = new ListChurn(Math.Max(1, common.Length), [longest]);
        var numbers = new Dictionary<string, int>(); // items of both runs under one numbering
        for (int user = 0; user < common.Length; user++)
            churn.Add(user, Numbered(listsB[common[user]], numbers), Numbered(listsA[common[user]], numbers));
        return new ListChanges(
            common.Length, listsA.Count - common.Length, listsB.Count - common.Length, common.Length == 0
                ? []
                : churn.Rows("", 0, "", Seed));
    }

    private static int[] Numbered(string[] items, Dictionary<string, int> numbers)
    {
        foreach (string item in items)
            numbers.TryAdd(item, numbers.Count);
        return Array.ConvertAll(items, item => numbers[item]);
    }

    // Raw item ids by raw user id, best first.
    private static Dictionary<string, string[]> Lists(Catalog catalog)
    {
        var (userIds, itemIds) = (catalog.UserIds(), catalog.ItemIds());
        var rows = catalog.Load("recommendations", "user_index", "rank", "item_index");
        var (users, ranks, items) = (rows.Array<int>("user_index"), rows.Array<int>("rank"), rows.Array<int>("item_index"));
        return Enumerable.Range(0, rows.Rows).GroupBy(row => users[row]).OrderBy(group => group.Key)
            .ToDictionary(group => userIds.Text(group.Key),
                group => group.OrderBy(row => ranks[row]).Select(row => itemIds.Text(items[row])).ToArray());
    }
}
