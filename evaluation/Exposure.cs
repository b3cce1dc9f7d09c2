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

    public void Add(ListedTimes listed)
    {
        for (int i = 0; i < listed.Places.Length; i++)
        {
            int bin = Math.DivRem(listed.Places[i], items, out int item);
            if (listed.Places[i] < 0 || bin >= cutoffs.Length)
                throw new ArgumentException(
                    $"Place {listed.Places[i]} lies outside {cutoffs.Length} cutoffs of {items} items. "
                        + "It is of other cutoffs or another catalogue.",
                    nameof(listed));
            Interlocked.Add(ref _bins[bin][item], listed.Times[i]);
        }
    }

    public ListedTimes Listed()
    {
        var (places, times) = (new List<int>(), new List<int>());
        for (int bin = 0; bin < _bins.Length; bin++)
        {
            for (int item = 0; item < items; item++)
            {
                if (_bins[bin][item] == 0)
                    continue;
                places.Add((bin * items) + item);
                times.Add(_bins[bin][item]);
            }
        }
        return new ListedTimes([.. places], [.. times]);
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

/// <summary>How often which items were listed, where they were: what a task hands on of its lists, without the lists.</summary>
/// <remarks>
/// An entry of a list counts once, at the smallest cutoff that holds its rank; its place is cutoff number · items + item.
/// Example, 10 items, cutoffs 1 and 2, two lists 7 3 and 7 4: Places 7 13 14, Times 2 1 1.
/// </remarks>
/// <param name="Places">Ascending.</param>
/// <param name="Times">[places], above 0.</param>
public sealed record ListedTimes(int[] Places, int[] Times);
