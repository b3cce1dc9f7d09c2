using System.Runtime.InteropServices;

namespace RecPipeline.Formats.Arrow;

/// <summary>Offsets of strings and lists: they never decrease and stay within what they point at.</summary>
internal static class OffsetChecks
{
    public static void Check(ReadOnlySpan<int> offsets, int limit, ArrowField field, MessageSite site)
    {
        if (AreOrdered(offsets) && offsets[^1] <= limit)
            return;
        int fault = FirstFault(offsets, limit);
        throw site.Damaged(field.Path, $"offset {offsets[fault]:N0} in place {fault:N0} after {(fault == 0 ? "none" : $"{offsets[fault - 1]:N0}")}", $"offsets never decrease and end at {limit:N0} at most");
    }

    /// <summary>True when all are at least 0 and none is less than the one before; same answer as <see cref="FirstFault"/>.</summary>
    /// <remarks>The sign bits are gathered without a branch. A difference can only overflow when one of both is negative, which shows by itself.</remarks>
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
        {
            if (offsets[i] < (i == 0 ? 0 : offsets[i - 1]) || offsets[i] > limit)
                return i;
        }
        return -1;
    }

    /// <summary>64-bit offsets as 32-bit ones: a message body is never larger than they can say.</summary>
    public static int[] Narrow(ReadOnlySpan<byte> buffer, ArrowField field, MessageSite site)
    {
        var large = MemoryMarshal.Cast<byte, long>(buffer);
        var offsets = new int[large.Length];
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = (int)large[i];
            if (offsets[i] != large[i])
                throw site.Damaged(field.Path, $"offset {large[i]:N0} in place {i:N0}", $"it lies past {int.MaxValue:N0}, where no body reaches");
        }
        return offsets;
    }
}
