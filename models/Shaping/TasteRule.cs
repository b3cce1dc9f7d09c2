namespace RecPipeline.Models.Shaping;

/// <summary>How lists trade score for variety, and for the mix of features that the user has liked.</summary>
/// <param name="Diversity">Share of the objective that is unlikeness to the rows above, from 0.</param>
/// <param name="Calibration">Share of it that is closeness to the mix of the history, from 0; both together are below 1.</param>
/// <param name="Pool">The best candidates of the blend among which both choose.</param>
/// <param name="LikedThreshold">Ratings from here on are liked.</param>
/// <param name="Count">How many features there are.</param>
/// <param name="Offsets">[items + 1] where each item's features begin.</param>
/// <param name="Features">Numbers from 0, ascending within an item.</param>
public sealed record TasteRule(
    double Diversity, double Calibration, int Pool, double LikedThreshold, int Count, int[] Offsets, int[] Features)
{
    public ReadOnlySpan<int> FeaturesOf(int item) => Features.AsSpan(Offsets[item]..Offsets[item + 1]);

    /// <summary>Cosine of two items' sets of features, from 0 to 1; 0 where one has none.</summary>
    public double Likeness(int a, int b)
    {
        ReadOnlySpan<int> left = FeaturesOf(a), right = FeaturesOf(b);
        if (left.IsEmpty || right.IsEmpty)
            return 0;
        int common = 0;
        for (int i = 0, j = 0; i < left.Length && j < right.Length;)
        {
            common += left[i] == right[j] ? 1 : 0;
            (i, j) = (left[i] <= right[j] ? i + 1 : i, right[j] <= left[i] ? j + 1 : j);
        }
        return common / Math.Sqrt((double)left.Length * right.Length);
    }
}
