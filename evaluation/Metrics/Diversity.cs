using System.Buffers;

namespace RecPipeline.Evaluation;

/// <summary>How unlike each other the items of a list are: 1 − mean pairwise cosine of their training columns (full norms).</summary>
/// <remarks>
/// A pair nobody rated together counts 0, an item nobody rated is like nothing. Never read from the truncated similarity table.
/// With unit columns x_i the cosines of a new item with all earlier ones add up to x_new · (x_1 + … + x_k), so a list costs
/// O(sum of its items' ratings) for all cutoffs instead of N²/2 sparse products.
/// Same result as <see cref="PairwisePlain"/>, see DiversityTests.
/// Pooled: over all pairs of all lists. Users with fewer than two items do not take part.
/// </remarks>
/// <param name="catalogue">Training columns of the protocol.</param>
/// <param name="sampleUsers">About how many users to measure; a popular item of ML-20M has 60,000 ratings.</param>
public sealed class Diversity(TrainingCatalogue catalogue, int sampleUsers = 2_000) : IPooledMetric
{
    public string Name => "Diversity";

    public string Definition =>
        "1 - mean full-norm cosine of training columns over the pairs of a list; mean over users, Pooled: "
            + "over all pairs; a pair nobody co-rated counts 0";

    public MetricKind Kind => MetricKind.Description;

    public int SampleUsers => sampleUsers;

    public double Value(in RankedList list, int cutoff)
    {
        double value = 0;
        Values(list, new ReadOnlySpan<int>(in cutoff), new Span<double>(ref value));
        return value;
    }

    public double Weight(in RankedList list, int cutoff) => Pairs(Math.Min(list.Items.Length, cutoff));

    public void Values(in RankedList list, ReadOnlySpan<int> cutoffs, Span<double> values)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(catalogue.UserColumns);
        var sums = rented.AsSpan(0, catalogue.UserColumns); // [users]: sum of the unit columns seen so far
        sums.Clear();
        double similarity = 0;
        int done = 0;
        for (int c = 0; c < cutoffs.Length; c++)
        {
            for (int depth = Math.Min(cutoffs[c], list.Items.Length); done < depth; done++)
                similarity += AddUnitColumn(list.Items[done], sums);
            values[c] = done < 2 ? double.NaN : 1 - similarity / Pairs(done);
        }
        ArrayPool<double>.Shared.Return(rented);
    }

    /// <summary>The definition, pair by pair: the twin that <see cref="Value"/> is tested against.</summary>
    internal double PairwisePlain(ReadOnlySpan<int> items)
    {
        double similarity = 0;
        for (int a = 0; a < items.Length; a++)
        {
            for (int b = 0; b < a; b++)
                similarity += catalogue.Cosine(items[a], items[b]);
        }
        return items.Length < 2 ? double.NaN : 1 - similarity / Pairs(items.Length);
    }

    // Returns the sum of the item's cosines with all items added before it.
    private double AddUnitColumn(int item, Span<double> sums)
    {
        var users = catalogue.ItemsByUsers.RowIndices(item);
        var ratings = catalogue.ItemsByUsers.RowValues(item);
        double inverseNorm = catalogue.InverseNorm(item);
        double dot = 0;
        for (int i = 0; i < users.Length; i++)
        {
            double unit = ratings[i] * inverseNorm;
            ref double sum = ref sums[users[i]];
            dot += sum * unit;
            sum += unit;
        }
        return dot;
    }

    private static double Pairs(int items) => 0.5 * items * (items - 1);
}
