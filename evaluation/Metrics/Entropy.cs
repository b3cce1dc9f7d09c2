using RecPipeline.Models.Numbers;

namespace RecPipeline.Evaluation;

/// <summary>Shannon entropy of exposure, in bits: log2(items) when every item is listed equally often, 0 when only one is. NaN when nothing was listed.</summary>
public sealed class Entropy : ICatalogueMetric
{
    public string Name => "Entropy";

    public string Definition => "-sum p log2 p in bits, p = share of all list entries that are the item";

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
