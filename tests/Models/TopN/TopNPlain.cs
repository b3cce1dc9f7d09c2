using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.TopN;

/// <summary>Selection by sorting everything: what <see cref="TopNSelector"/> must equal.</summary>
public static class TopNPlain
{
    /// <summary>The best <paramref name="n"/> items that are not masked (score −∞), best first.</summary>
    public static (int Item, float Score)[] Select(ReadOnlySpan<float> scores, ListOrder order, int n)
    {
        ArgumentNullException.ThrowIfNull(order);
        var copy = scores.ToArray();
        int[] items = [.. Enumerable.Range(0, copy.Length).Where(item => !float.IsNegativeInfinity(copy[item]))];
        Array.Sort(items, (a, b) => a == b ? 0 : order.Before(copy[a], a, copy[b], b) ? -1 : 1);
        return [.. items.Take(n).Select(item => (item, copy[item]))];
    }
}
