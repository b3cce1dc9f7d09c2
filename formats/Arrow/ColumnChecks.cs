using System.Text.Unicode;
using RecPipeline.Formats.Columns;

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

    /// <summary>The same lengths from 0 on; copied only where they begin elsewhere.</summary>
    public static ReadOnlyMemory<int> FromZero(ReadOnlyMemory<int> offsets)
    {
        int first = offsets.Span[0];
        return first == 0 ? offsets : Array.ConvertAll(offsets.ToArray(), offset => offset - first);
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

/// <summary>Checks that strings are UTF-8.</summary>
internal static class Utf8Text
{
    /// <summary>The first row that is not null and not UTF-8; −1 when there is none.</summary>
    /// <remarks>Nearly always all bytes are valid and no string splits a character. Plain twin: <see cref="FirstInvalidPlain"/>.</remarks>
    public static int FirstInvalid(StringColumn column)
    {
        var offsets = column.Offsets;
        var all = column.Bytes[offsets[0]..offsets[^1]];
        return Utf8.IsValid(all) && NoneSplitsACharacter(offsets, column.Bytes[..offsets[^1]]) ? -1 : FirstInvalidPlain(column);
    }

    public static int FirstInvalidPlain(StringColumn column)
    {
        for (int row = 0; row < column.Length; row++)
            if (!column.IsNull(row) && !Utf8.IsValid(column.Utf8(row)))
                return row;
        return -1;
    }

    private static bool NoneSplitsACharacter(ReadOnlySpan<int> offsets, ReadOnlySpan<byte> bytes)
    {
        foreach (int offset in offsets)
            if (offset < bytes.Length && (bytes[offset] & 0xC0) == 0x80)
                return false;
        return true;
    }
}

/// <summary>Whether members that are not nullable are null only where nobody looks: under a null struct or outside every list.</summary>
/// <remarks>Spark writes such nulls: below a null struct its vectors leave every member null, be it declared nullable or not.</remarks>
internal static class Nullability
{
    /// <summary>The first member that is null in a struct that is not, though it is not nullable; −1 when there is none.</summary>
    public static int FirstBroken(StructColumn column)
    {
        var fields = ((StructType)column.Type).Fields;
        for (int i = 0; i < fields.Count; i++)
            if (!fields[i].Nullable && column.Children[i].HasNulls && HasNullInside(column, column.Children[i]))
                return i;
        return -1;
    }

    public static bool Holds(ListColumn column)
    {
        if (((ListType)column.Type).Element.Nullable || !column.Elements.HasNulls)
            return true;
        for (int row = 0; row < column.Length; row++)
            for (int i = column.Offsets[row]; i < column.Offsets[row + 1] && !column.IsNull(row); i++)
                if (column.Elements.IsNull(i))
                    return false;
        return true;
    }

    private static bool HasNullInside(StructColumn column, Column child) =>
        Enumerable.Range(0, column.Length).Any(row => child.IsNull(row) && !column.IsNull(row));
}
