using System.Numerics;
using RecPipeline.Models.Neighbours;

namespace RecPipeline.Models.Similarity;

/// <summary>Turns the dot product of two items into the neighbour that is ordered, and into the score that is written.</summary>
internal sealed class CosineScorer<T>(CosineValues<T> values, SimilarityParameters p, double scaledShrinkage)
    where T : struct, INumber<T>
{
    // Each number type is its own compiled class, so this is a constant there.
    private static readonly bool IsInteger = typeof(T) == typeof(long);
    private readonly bool _exactOrder = IsInteger && scaledShrinkage == 0;

    public bool IsBinary => p.Values == SimilarityValues.Binary;

    public int MinCommonUsers => p.MinCommonUsers;

    public Neighbour Neighbour(int candidate, int item, int common, T dot)
    {
        if (!_exactOrder)
            return new Neighbour(item, common, Quotient(candidate, item, double.CreateChecked(dot)), 0, 0);
        var (exact, norm) = (long.CreateTruncating(dot), long.CreateTruncating(values.Norms[item]));
        return new Neighbour(item, common, (double)exact * Math.Abs(exact) / norm, exact, norm);
    }

    /// <summary>The entry of a source's row as one of the candidate's row: the same pair, ordered among other items.</summary>
    public Neighbour TurnedAround(int candidate, int source, Neighbour neighbour) => _exactOrder
        ? Neighbour(candidate, source, neighbour.Common, T.CreateTruncating(neighbour.Dot))
        : neighbour with { Item = source };

    public float Score(int candidate, Neighbour neighbour) =>
        (float)(_exactOrder ? Quotient(candidate, neighbour.Item, neighbour.Dot) : neighbour.Key);

    private double Quotient(int candidate, int item, double dot) =>
        dot / (Math.Sqrt(double.CreateChecked(values.Norms[candidate]) * double.CreateChecked(values.Norms[item])) + scaledShrinkage);
}

/// <summary>
/// One thread's workspace: adds up one candidate's dot products with all items it shares users with, and selects the best.
/// </summary>
internal sealed class CosineRow<T>(CosineValues<T> values, CosineScorer<T> scorer, int k)
    where T : struct, INumber<T>
{
    private readonly int[] _common = new int[values.Norms.Length];
    private readonly T[] _dot = new T[scorer.IsBinary ? 0 : values.Norms.Length];
    private readonly int[] _touched = new int[values.Norms.Length];
    private readonly NeighbourHeap _heap = new(k);
    private int _touchedCount;

    public ReadOnlySpan<Neighbour> Select(int candidate)
    {
        Accumulate(candidate);
        _heap.Clear();
        foreach (int item in _touched.AsSpan(0, _touchedCount))
        {
            int common = _common[item];
            T dot = scorer.IsBinary ? T.CreateTruncating(common) : _dot[item];
            if (item != candidate && common >= scorer.MinCommonUsers && values.Norms[item] > T.Zero && values.Norms[candidate] > T.Zero)
                _heap.Offer(scorer.Neighbour(candidate, item, common, dot));
            _common[item] = 0;
            if (!scorer.IsBinary)
                _dot[item] = T.Zero;
        }
        return _heap.TakeSorted();
    }

    private void Accumulate(int candidate)
    {
        _touchedCount = 0;
        int first = values.ItemUser.Offsets[candidate];
        var users = values.ItemUser.RowIndices(candidate);
        for (int at = 0; at < users.Length; at++)
        {
            var items = values.UserItem.RowIndices(users[at]);
            Count(items);
            if (!scorer.IsBinary)
                AddProducts(items, values.ByUser.AsSpan(values.UserItem.Offsets[users[at]], items.Length), values.ByItem[first + at]);
        }
    }

    private void Count(ReadOnlySpan<int> items)
    {
        var (common, touched, count) = (_common, _touched, _touchedCount);
        foreach (int item in items)
            if (common[item]++ == 0)
                touched[count++] = item;
        _touchedCount = count;
    }

    private void AddProducts(ReadOnlySpan<int> items, ReadOnlySpan<T> factors, T value)
    {
        var dot = _dot;
        for (int i = 0; i < items.Length; i++)
            dot[items[i]] += value * factors[i];
    }
}
