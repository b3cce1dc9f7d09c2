namespace RecPipeline.Evaluation;

/// <summary>How often each catalogue item was listed within each cutoff. Whole numbers, so the order of adding cannot matter.</summary>
internal sealed class Exposure(int items, int[] cutoffs)
{
    // An entry is counted once, at the smallest cutoff that holds it; TimesListed adds the bins up.
    private readonly int[][] _bins = [.. cutoffs.Select(_ => new int[items])];

    public void Add(ReadOnlySpan<int> list)
    {
        int bin = 0;
        for (int i = 0; i < list.Length; i++)
        {
            if (i == cutoffs[bin] && ++bin == cutoffs.Length)
                return;
            if ((uint)list[i] >= (uint)items)
                throw new ArgumentException($"Item {list[i]} at rank {i + 1} lies outside the catalogue of {items} items.", nameof(list));
            Interlocked.Increment(ref _bins[bin][list[i]]);
        }
    }

    public int[] TimesListed(int cutoffPlace)
    {
        var times = new int[items];
        for (int bin = 0; bin <= cutoffPlace; bin++)
        {
            for (int item = 0; item < items; item++)
                times[item] += _bins[bin][item];
        }
        return times;
    }
}
