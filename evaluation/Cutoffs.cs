namespace RecPipeline.Evaluation;

/// <summary>The check every evaluation makes of its cutoffs.</summary>
internal static class Cutoffs
{
    public static int[] Checked(IReadOnlyList<int> cutoffs)
    {
        ArgumentNullException.ThrowIfNull(cutoffs);
        int previous = 0;
        foreach (int cutoff in cutoffs)
        {
            if (cutoff <= previous)
                throw new ArgumentException(
                    $"Cutoffs '{string.Join(", ", cutoffs)}' must ascend from 1 or more; sort them and remove repeats.", nameof(cutoffs));
            previous = cutoff;
        }
        return cutoffs.Count > 0
            ? [.. cutoffs]
            : throw new ArgumentException("An evaluation needs at least one cutoff, for example 10.", nameof(cutoffs));
    }
}
