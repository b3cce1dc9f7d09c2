namespace RecPipeline.Models.TopN;

/// <summary>An item of the history that speaks for a recommendation.</summary>
/// <param name="Item">Item index.</param>
/// <param name="Share">Its part of all that speaks for the recommendation, above 0 and at most 1.</param>
public readonly record struct Reason(int Item, float Share);

/// <summary>Shares of a score, and the largest of them.</summary>
public static class Reasons
{
    /// <summary>
    /// Adds weight · c⁺ / Σ c⁺ to every share, c⁺ the contributions above 0. What speaks against an item is no reason for it.
    /// </summary>
    /// <remarks>The sum is a double, rows in order; the quotient is rounded to float32 once, before it multiplies.</remarks>
    /// <returns>False when no contribution is above 0; nothing is added then.</returns>
    public static bool AddShares(ReadOnlySpan<float> contributions, double weight, Span<float> shares)
    {
        double total = 0;
        foreach (float contribution in contributions)
            total += Math.Max(contribution, 0f);
        if (total <= 0)
            return false;
        float scale = (float)(weight / total);
        for (int row = 0; row < contributions.Length; row++)
            shares[row] += scale * Math.Max(contributions[row], 0f);
        return true;
    }

    /// <summary>Appends the <paramref name="count"/> rows with the largest shares above 0, largest first, ties by row.</summary>
    /// <param name="items">The history's items.</param>
    /// <param name="shares">One per row; set to 0 where a reason was taken.</param>
    /// <param name="weight">What the shares add up to.</param>
    /// <param name="count">How many to name.</param>
    /// <param name="reasons">Where they go.</param>
    public static void TakeLargest(ReadOnlySpan<int> items, Span<float> shares, double weight, int count, List<Reason> reasons)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        for (int taken = 0; taken < count; taken++)
        {
            int best = -1;
            for (int row = 0; row < shares.Length; row++)
                if (shares[row] > (best < 0 ? 0 : shares[best]))
                    best = row;
            if (best < 0)
                return;
            reasons.Add(new Reason(items[best], (float)(shares[best] / weight)));
            shares[best] = 0;
        }
    }
}

/// <summary>The reasons of the rows of one list. Its memory is used again.</summary>
public sealed class ReasonTable
{
    private Reason[] _reasons = [];
    private int[] _counts = [];
    private int _most;

    /// <summary>The reasons of a row, the largest share first.</summary>
    public ReadOnlySpan<Reason> Of(int row) => _reasons.AsSpan(row * _most, _counts[row]);

    /// <summary>Begins a list without reasons.</summary>
    /// <param name="rows">Rows of the list.</param>
    /// <param name="most">Most reasons of a row.</param>
    public void Start(int rows, int most)
    {
        _most = most;
        if (_reasons.Length < rows * most)
            _reasons = new Reason[rows * most];
        if (_counts.Length < rows)
            _counts = new int[rows];
        _counts.AsSpan(0, rows).Clear();
    }

    public void Add(int row, Reason reason) => _reasons[(row * _most) + _counts[row]++] = reason;
}
