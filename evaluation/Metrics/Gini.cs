namespace RecPipeline.Evaluation;

/// <summary>Inequality of exposure: 0 when every item is listed equally often, near 1 when one item takes all places.</summary>
/// <remarks>Sums are whole numbers up to the division, hence exact. Cost: one sort of the catalogue. NaN when nothing was listed.</remarks>
public sealed class Gini : ICatalogueMetric
{
    public string Name => "Gini";

    public string Definition => "sum over k of (2k - n - 1) x_k / (n sum x), x = times each catalogue item is listed, ascending, zeros included, k from 1";

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
