using System.Numerics;

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
