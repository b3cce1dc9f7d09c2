using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Similarity;

/// <summary>The cells as the cosine counts them, by users and by items, with the squared norms of the items.</summary>
/// <typeparam name="T">long for whole numbers (exact), double for others.</typeparam>
/// <param name="UserItem">Cells by user; its own values are not read.</param>
/// <param name="ItemUser">The same cells by item.</param>
/// <param name="ByUser">[cells] values in the order of <paramref name="UserItem"/>.</param>
/// <param name="ByItem">[cells] values in the order of <paramref name="ItemUser"/>.</param>
/// <param name="Norms">[items] Σ value² over the users of the item, users ascending.</param>
internal sealed record CosineValues<T>(SparseMatrix UserItem, SparseMatrix ItemUser, T[] ByUser, T[] ByItem, T[] Norms)
    where T : struct, System.Numerics.INumber<T>
{
    public static CosineValues<T> Of(SparseMatrix userItem, Func<float, T> convert)
    {
        var itemUser = userItem.Transpose();
        T[] byUser = Convert(userItem.Values, convert), byItem = Convert(itemUser.Values, convert);
        var norms = new T[itemUser.Rows];
        for (int item = 0; item < norms.Length; item++)
            foreach (T value in byItem.AsSpan(itemUser.Offsets[item]..itemUser.Offsets[item + 1]))
                norms[item] += value * value;
        return new CosineValues<T>(userItem, itemUser, byUser, byItem, norms);
    }

    /// <summary>The same candidates and norms, with the neighbours of a few items only.</summary>
    public CosineValues<T> Among(bool[] neighbours, Func<float, T> convert)
    {
        var (offsets, indices, values) = (new int[UserItem.Rows + 1], new List<int>(), new List<float>());
        for (int user = 0; user < UserItem.Rows; user++)
        {
            for (int at = UserItem.Offsets[user]; at < UserItem.Offsets[user + 1]; at++)
                if (neighbours[UserItem.Indices[at]])
                {
                    indices.Add(UserItem.Indices[at]);
                    values.Add(UserItem.Values[at]);
                }
            offsets[user + 1] = indices.Count;
        }
        var among = new SparseMatrix(UserItem.Columns, offsets, [.. indices], [.. values]);
        return this with { UserItem = among, ByUser = Convert(among.Values, convert) };
    }

    private static T[] Convert(ReadOnlySpan<float> values, Func<float, T> convert)
    {
        var converted = new T[values.Length];
        for (int i = 0; i < values.Length; i++)
            converted[i] = convert(values[i]);
        return converted;
    }
}

/// <summary>Decides whether the cosine of a matrix can be computed in exact integers.</summary>
internal static class CosineScale
{
    // dot ≤ largest norm (Cauchy-Schwarz), and exact comparisons form dot²·norm in 127 bits.
    private const double LargestNorm = 1L << 42;

    /// <summary>True when every value × scale is whole and no item's squared norm can pass 2⁴².</summary>
    public static bool IsExact(SparseMatrix matrix, int scale)
    {
        float largest = 0;
        foreach (float value in matrix.Values)
        {
            double scaled = (double)value * scale;
            if (scaled != Math.Floor(scaled))
                return false;
            largest = Math.Max(largest, Math.Abs(value));
        }
        return IsBounded(largest, scale, matrix.Rows);
    }

    /// <summary>True when no squared norm of so many whole values can pass 2⁴².</summary>
    public static bool IsBounded(float largest, int scale, int rows) => (double)largest * scale * largest * scale * rows <= LargestNorm;
}
