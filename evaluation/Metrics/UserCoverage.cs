namespace RecPipeline.Evaluation;

/// <summary>
/// Share of all users with at least one recommendation whose score reaches a threshold; a user with an empty list is a 0.
/// </summary>
/// <param name="threshold">Lowest score that counts; the default counts any recommendation, for scores that are no ratings.</param>
public sealed class UserCoverage(float threshold = float.NegativeInfinity) : IListMetric
{
    public string Name => "UserCoverage";

    public string Definition => float.IsNegativeInfinity(threshold)
        ? "users with at least one recommendation / users"
        : FormattableString.Invariant($"users with at least one score >= {threshold:0.0##} among the first N / users");

    public MetricKind Kind => MetricKind.Description;

    public double Value(in RankedList list, int cutoff)
    {
        if (float.IsNegativeInfinity(threshold))
            return list.Items.IsEmpty ? 0 : 1;
        if (list.Scores.Length != list.Items.Length)
            throw new InvalidOperationException(
                $"UserCoverage: {list.Items.Length} items came without scores to hold against {threshold}. Give Scores.");
        foreach (float score in list.Scores[..Math.Min(cutoff, list.Scores.Length)])
        {
            if (score >= threshold)
                return 1;
        }
        return 0;
    }
}
