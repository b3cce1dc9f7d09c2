namespace RecPipeline.Formats.Arrow;

/// <summary>Offsets of strings and lists: they never decrease and stay within what they point at.</summary>
internal static class OffsetChecks
{
    /// <exception cref="ArrowFault">They are not in order, or end past <paramref name="limit"/>.</exception>
    public static void Check(ReadOnlySpan<int> offsets, int limit, string column)
    {
        if (AreOrdered(offsets) && offsets[^1] <= limit)
            return;
        int fault = FirstFault(offsets, limit);
        string before = fault == 0 ? "none" : $"{offsets[fault - 1]:N0}";
        string found = $"offset {offsets[fault]:N0} in place {fault:N0} after {before}";
        throw new ArrowFault(column, found, $"offsets that never decrease and end at {limit:N0} at most");
    }

    /// <summary>64-bit offsets as 32-bit ones: no buffer here is larger than they can say.</summary>
    /// <exception cref="ArrowFault">One is larger or negative.</exception>
    public static int[] Narrow(ReadOnlySpan<long> large, string column)
    {
        var offsets = new int[large.Length];
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = (int)large[i];
            if (offsets[i] != large[i])
                throw new ArrowFault(column, $"offset {large[i]:N0} in place {i:N0}", $"at most {int.MaxValue:N0}");
        }
        return offsets;
    }

    /// <summary>True when all are at least 0 and none is less than the one before; same answer as <see cref="FirstFault"/>.</summary>
    /// <remarks>The sign bits are gathered without a branch. A difference overflows only where one of both is negative.</remarks>
    public static bool AreOrdered(ReadOnlySpan<int> offsets)
    {
        int signs = offsets[0];
        for (int i = 1; i < offsets.Length; i++)
            signs |= offsets[i] | (offsets[i] - offsets[i - 1]);
        return signs >= 0;
    }

    /// <summary>The first offset that is negative, less than the one before, or above the limit; −1 when there is none.</summary>
    public static int FirstFault(ReadOnlySpan<int> offsets, int limit)
    {
        for (int i = 0; i < offsets.Length; i++)
            if (offsets[i] < (i == 0 ? 0 : offsets[i - 1]) || offsets[i] > limit)
                return i;
        return -1;
    }
}
