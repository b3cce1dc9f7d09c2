using RecPipeline.Models.Shaping;

namespace RecPipeline.Models.Tests.Shaping;

/// <summary>The twin of list shaping in the plainest way: sets of words, every count taken anew for every candidate of every row.</summary>
internal static class PlainShaper
{
    /// <param name="order">All items that the user may get, best first.</param>
    public static List<int> Shape(ListShaping shaping, IEnumerable<int> order, int n)
    {
        var (left, list) = (order.ToList(), new List<int>());
        while (list.Count < n)
        {
            var allowed = left.Where(item => shaping.AtMost.All(rule => Allows(rule, list, item)));
            var open = shaping.AtLeast.Where(rule => list.Count(item => Values(rule, item).Count > 0) < rule.Count).ToArray();
            int missing = open.Sum(rule => rule.Count - list.Count(item => Values(rule, item).Count > 0));
            int? chosen = missing >= n - list.Count
                ? allowed.Where(item => open.Any(rule => Values(rule, item).Count > 0)).Cast<int?>().FirstOrDefault() ?? First(allowed)
                : First(allowed);
            if (chosen is null)
                break;
            list.Add(chosen.Value);
            left.Remove(chosen.Value);
        }
        return list;
    }

    private static int? First(IEnumerable<int> items) => items.Cast<int?>().FirstOrDefault();

    private static bool Allows(CountRule rule, List<int> list, int item) => Values(rule, item)
        .All(value => list.Count(other => Values(rule, other).Contains(value)) < rule.Count);

    private static HashSet<int> Values(CountRule rule, int item) => [.. rule.Values[rule.Offsets[item]..rule.Offsets[item + 1]]];
}
