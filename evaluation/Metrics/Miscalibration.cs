using System.Buffers;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Evaluation;

/// <summary>How far the categories (genres) of a list are from those of the user's history: 0 where the shares agree.</summary>
/// <remarks>
/// Source: Steck, Calibrated recommendations, RecSys 2018, equations 1 to 5 with equal weights, in bits. An item counts 1 in all, divided
/// among its categories; items without any count nothing. Example: a history of Drama alone, a list half Drama and half Comedy:
/// q~ = .99 · .5 + .01 = .505, hence log2(1/.505) = .986. Users whose history or list has no categories do not take part.
/// Cost: the cells of history and list.
/// </remarks>
/// <param name="catalogue">Knows the categories of items.</param>
public sealed class Miscalibration(TrainingCatalogue catalogue) : IListMetric
{
    private const double Mixed = 0.01; // of p in q~, so that the divergence stays finite

    public string Name => "Miscalibration";

    public string Definition =>
        "sum over categories of p log2(p / (.99 q + .01 p)), p = shares of the categories in the user's history, "
            + "q = in the first N items, an item's weight divided among its categories; mean over users";

    public MetricKind Kind => MetricKind.Description;

    public double Value(in RankedList list, int cutoff)
    {
        int categories = catalogue.Categories!.Columns;
        double[] rented = ArrayPool<double>.Shared.Rent(2 * categories);
        var own = rented.AsSpan(0, categories);
        var listed = rented.AsSpan(categories, categories);
        double value = Shares(list.History, own) && Shares(list.First(cutoff), listed) ? Divergence(own, listed) : double.NaN;
        ArrayPool<double>.Shared.Return(rented);
        return value;
    }

    // False where none of the items has a category.
    private bool Shares(ReadOnlySpan<int> items, Span<double> shares)
    {
        shares.Clear();
        int described = 0;
        foreach (int item in items)
        {
            var columns = catalogue.Categories!.RowIndices(item);
            described += columns.IsEmpty ? 0 : 1;
            foreach (int column in columns)
                shares[column] += 1.0 / columns.Length;
        }
        foreach (ref double share in shares)
            share /= described;
        return described > 0;
    }

    private static double Divergence(ReadOnlySpan<double> own, ReadOnlySpan<double> listed)
    {
        double bits = 0;
        for (int c = 0; c < own.Length; c++)
            bits += own[c] > 0 ? own[c] * StableLog2.Of(own[c] / ((1 - Mixed) * listed[c] + Mixed * own[c])) : 0;
        return bits;
    }
}
