namespace RecPipeline.Evaluation;

/// <summary>How alike two lists of one user are; lists hold no item twice and may be short.</summary>
public static class ListOverlap
{
    /// <summary>
    /// Items both hold among the first n, divided by the longer list's length within n (n for full lists). Two empty lists are alike: 1.
    /// </summary>
    /// <remarks>Cost O(n²) comparisons, vectorised; n is at most some hundreds.</remarks>
    public static double OverlapAt(ReadOnlySpan<int> a, ReadOnlySpan<int> b, int n)
    {
        a = First(a, n);
        b = First(b, n);
        if (a.IsEmpty && b.IsEmpty)
            return 1;
        int shared = 0;
        foreach (int item in a)
            shared += b.Contains(item) ? 1 : 0;
        return (double)shared / Math.Max(a.Length, b.Length);
    }

    /// <summary>1 when the first n differ in an item or in order, else 0.</summary>
    public static double Changed(ReadOnlySpan<int> a, ReadOnlySpan<int> b, int n) => First(a, n).SequenceEqual(First(b, n)) ? 0 : 1;

    /// <summary>Rank-biased overlap of the first n, extrapolated: 1 for equal lists, 0 for lists without a common item.</summary>
    /// <remarks>
    /// Source: Webber, Moffat, Zobel, ACM TOIS 2010, equation 32 (RBO_ext for lists of lengths s ≤ l); X_d items shared by the first d:
    /// (1−p)/p · ( Σ_{d=1..l} X_d/d · p^d + Σ_{d=s+1..l} X_s (d−s)/(s d) · p^d ) + ( (X_l − X_s)/l + X_s/s ) · p^l.
    /// p = .9 puts 86 % of the weight on the first ten ranks. Two empty lists are alike: 1; an empty and a full one share nothing: 0.
    /// </remarks>
    public static double RankBiased(ReadOnlySpan<int> a, ReadOnlySpan<int> b, int n, double p = 0.9)
    {
        a = First(a, n);
        b = First(b, n);
        if (a.IsEmpty || b.IsEmpty)
            return a.IsEmpty && b.IsEmpty ? 1 : 0;
        (int s, int l) = (Math.Min(a.Length, b.Length), Math.Max(a.Length, b.Length));
        double sharedAtS = Shared(a, b, s);
        double sum = 0;
        double power = 1;
        int shared = 0;
        for (int d = 1; d <= l; d++)
        {
            power *= p;
            shared += NewlyShared(a, b, d);
            sum += power * (shared / (double)d + (d > s ? sharedAtS * (d - s) / ((double)s * d) : 0));
        }
        return (1 - p) / p * sum + ((shared - sharedAtS) / l + sharedAtS / s) * power;
    }

    // How many items become shared when depth d - 1 grows to d.
    private static int NewlyShared(ReadOnlySpan<int> a, ReadOnlySpan<int> b, int d)
    {
        bool fromA = d <= a.Length && First(b, d).Contains(a[d - 1]);
        bool fromB = d <= b.Length && First(a, d - 1).Contains(b[d - 1]);
        return (fromA ? 1 : 0) + (fromB ? 1 : 0);
    }

    private static int Shared(ReadOnlySpan<int> a, ReadOnlySpan<int> b, int depth)
    {
        int shared = 0;
        for (int d = 1; d <= depth; d++)
            shared += NewlyShared(a, b, d);
        return shared;
    }

    private static ReadOnlySpan<int> First(ReadOnlySpan<int> list, int n) => list[..Math.Min(n, list.Length)];
}
