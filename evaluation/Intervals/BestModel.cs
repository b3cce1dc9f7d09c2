using RecPipeline.Models.Kernels;

namespace RecPipeline.Evaluation;

/// <summary>Another model beside the best one.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Result">The best minus it, in pairs.</param>
/// <param name="AdjustedP">p-value after Holm's correction for as many comparisons as there are other models; NaN without users.</param>
public readonly record struct OtherModel(string Model, PairedResult Result, double AdjustedP)
{
    /// <summary>True where chance explains the difference in less than 5 % of such families of comparisons.</summary>
    public bool IsToldApart => AdjustedP < BestModel.Level;
}

/// <summary>The model with the best mean, and which others cannot be told from it.</summary>
/// <remarks>
/// The p-value of a pair is twice the smaller share of resampled means on one side of 0 (<see cref="Bootstrap"/>). With many models some
/// difference is always large by chance: Holm, A Simple Sequentially Rejective Multiple Test Procedure, Scand. J. Statist. 6 (1979).
/// </remarks>
public static class BestModel
{
    /// <summary>Share of families of comparisons without any difference in which one is found all the same.</summary>
    public const double Level = 0.05;

    /// <param name="values">By model one value per user, NaN where the user does not take part; the first of equals is the best.</param>
    /// <param name="isLowerBetter">True for errors.</param>
    /// <param name="seed">Of the bootstrap.</param>
    /// <returns>Null where there is no other model, or nobody takes part.</returns>
    public static (string Best, OtherModel[] Others)? Of(IReadOnlyDictionary<string, double[]> values, bool isLowerBetter, long seed)
    {
        ArgumentNullException.ThrowIfNull(values);
        var means = values.Select(each => (each.Key, Mean: Mean(each.Value))).Where(each => double.IsFinite(each.Mean)).ToArray();
        if (means.Length < 2)
            return null;
        string best = (isLowerBetter ? means.MinBy(each => each.Mean) : means.MaxBy(each => each.Mean)).Key;
        string[] others = [.. means.Select(each => each.Key).Where(model => model != best)];
        PairedResult[] results = [.. others.Select(model => PairedComparison.Compare(values[best], values[model], seed))];
        double[] adjusted = Holm(Array.ConvertAll(results, result => result.P));
        return (best, [.. others.Select((model, i) => new OtherModel(model, results[i], adjusted[i]))]);
    }

    /// <summary>Adjusted p-values: the smallest times their number, the next times one less, never falling, at most 1.</summary>
    /// <param name="p">NaN counts as 1.</param>
    public static double[] Holm(ReadOnlySpan<double> p)
    {
        double[] sorted = Array.ConvertAll(p.ToArray(), value => double.IsNaN(value) ? 1 : value);
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        var (adjusted, largest) = (new double[sorted.Length], 0.0);
        for (int place = 0; place < sorted.Length; place++)
            adjusted[order[place]] = largest = Math.Max(largest, Math.Min(1, sorted[place] * (sorted.Length - place)));
        return adjusted;
    }

    private static double Mean(double[] values)
    {
        double[] present = Participants.Pick(values, Participants.Of(values));
        return BlockedSum.Sum(present) / present.Length;
    }
}
