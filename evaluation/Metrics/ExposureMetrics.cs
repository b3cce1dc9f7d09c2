using RecPipeline.Models.Numbers;

namespace RecPipeline.Evaluation;

/// <summary>Share of the catalogue that at least one list holds.</summary>
public sealed class CatalogueCoverage : ICatalogueMetric
{
    public string Name => "CatalogueCoverage";

    public string Definition => "distinct items in all lists / items of the catalogue";

    public MetricKind Kind => MetricKind.Description;

    public double Value(ReadOnlySpan<int> timesListed)
    {
        int listed = timesListed.Length - timesListed.Count(0);
        return timesListed.IsEmpty ? double.NaN : (double)listed / timesListed.Length;
    }
}

/// <summary>Inequality of exposure: 0 when every item is listed equally often, near 1 when one item takes all places.</summary>
/// <remarks>Sums are whole numbers up to the division, hence exact. Cost: one sort of the catalogue. NaN when nothing was listed.</remarks>
public sealed class Gini : ICatalogueMetric
{
    public string Name => "Gini";

    public string Definition =>
        "sum over k of (2k - n - 1) x_k / (n sum x), x = times each catalogue item is listed, ascending, zeros included, k from 1";

    public MetricKind Kind => MetricKind.Description;

    public double Value(ReadOnlySpan<int> timesListed)
    {
        int[] ascending = timesListed.ToArray();
        Array.Sort(ascending);
        long n = ascending.Length;
        Int128 weighted = 0;
        long total = 0;
        for (int k = 0; k < ascending.Length; k++)
        {
            weighted += (2 * (k + 1L) - n - 1) * ascending[k];
            total += ascending[k];
        }
        return (double)weighted / ((double)n * total);
    }
}

/// <summary>
/// Shannon entropy of exposure, in bits: log2(items) when every item is listed equally often, 0 when only one is.
/// NaN when nothing was listed.
/// </summary>
public sealed class Entropy : ICatalogueMetric
{
    public string Name => "Entropy";

    public string Definition => "-sum p log2 p in bits, p = share of all list entries that are the item";

    public MetricKind Kind => MetricKind.Description;

    public double Value(ReadOnlySpan<int> timesListed)
    {
        long total = 0;
        foreach (int times in timesListed)
            total += times;
        if (total == 0)
            return double.NaN;
        double bits = 0;
        foreach (int times in timesListed)
            bits += times == 0 ? 0 : -((double)times / total) * StableLog2.Of((double)times / total);
        return bits;
    }
}
