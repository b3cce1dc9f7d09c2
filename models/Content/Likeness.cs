using RecPipeline.Models.Matrices;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Content;

/// <summary>How alike items are: cosine of their categories times closeness of their numbers, 2^(−Σ distance / half distance).</summary>
/// <remarks>Example: two films with one of two genres in common, a half distance apart in years: ½ · ½.</remarks>
/// <param name="profiles">Shared by all threads.</param>
/// <param name="options">Distances.</param>
internal sealed class Likeness(ItemProfiles profiles, ContentOptions options)
{
    /// <summary>Cosine of one kind of item with every kind. Cost: the kinds that have one of its categories.</summary>
    /// <param name="kind">Row of <see cref="ItemProfiles.Kinds"/>.</param>
    /// <param name="cosines">[kinds], overwritten; all 1 where no item has a category.</param>
    public void OfKinds(int kind, double[] cosines)
    {
        Array.Fill(cosines, profiles.Kinds.Count == 0 ? 1 : 0);
        for (int at = 0; at < profiles.Kinds.RowCount(kind); at++)
        {
            int category = profiles.Kinds.RowIndices(kind)[at];
            double value = profiles.Kinds.RowValues(kind)[at];
            for (int other = 0; other < profiles.KindsWith.RowCount(category); other++)
                cosines[profiles.KindsWith.RowIndices(category)[other]] += value * profiles.KindsWith.RowValues(category)[other];
        }
        double norm = Norm(kind);
        for (int other = 0; profiles.Kinds.Count > 0 && other < cosines.Length; other++)
            if (cosines[other] != 0)
                cosines[other] /= norm * Norm(other);
    }

    /// <summary>Closeness of one point to every point.</summary>
    public void OfPoints(int point, double[] closeness)
    {
        for (int other = 0; other < closeness.Length; other++)
            closeness[other] = StableExp2.HalfTo(Distance(point, other));
    }

    // In half distances, summed over the numbers.
    private double Distance(int a, int b)
    {
        double sum = 0;
        for (int number = 0; number < profiles.Points.Columns; number++)
        {
            var (x, y) = (Number(a, number), Number(b, number));
            bool isKnown = x is not null && y is not null;
            sum += isKnown ? Math.Abs(x!.Value - y!.Value) / (profiles.Spreads[number] * options.HalfDistance)
                : x is null && y is null ? 0 : options.MissingDistance;
        }
        return sum;
    }

    private float? Number(int point, int number) =>
        profiles.Points.RowIndices(point).BinarySearch(number) is >= 0 and var at ? profiles.Points.RowValues(point)[at] : null;

    private double Norm(int kind)
    {
        double sum = 0;
        foreach (float value in profiles.Kinds.RowValues(kind))
            sum += (double)value * value;
        return Math.Sqrt(sum);
    }
}
