namespace RecPipeline.Evaluation;

/// <summary>One user's recommendations next to the items that count as right: what every list metric reads.</summary>
/// <remarks>
/// Example: items 7 2 9 and relevant 2 5 give <see cref="HitRanks"/> 2, so HitRate@1 is 0, HitRate@2 is 1, Recall@3 is 1/2.
/// The hits are found once, here, so that any number of metrics and cutoffs costs one pass over the list.
/// </remarks>
public readonly ref struct RankedList
{
    /// <param name="items">Item indices, best first, up to the largest cutoff; no item twice. May be short or empty.</param>
    /// <param name="scores">One score per item, or empty where no metric reads scores.</param>
    /// <param name="relevant">Item indices of the user's test rows, strictly ascending. May be empty.</param>
    /// <param name="relevantRatings">True rating of each relevant item, or empty where no metric reads ratings.</param>
    /// <param name="hitBuffer">Room for min(items, relevant) ranks; without it the list allocates that much.</param>
    /// <exception cref="ArgumentException">Lengths disagree, relevant items do not ascend, or a relevant item is listed twice.</exception>
    public RankedList(
        ReadOnlySpan<int> items, ReadOnlySpan<float> scores, ReadOnlySpan<int> relevant, ReadOnlySpan<float> relevantRatings,
        Span<int> hitBuffer = default)
    {
        CheckBeside(items.Length, scores.Length, "items", "scores");
        CheckBeside(relevant.Length, relevantRatings.Length, "relevant items", "relevant ratings");
        CheckAscending(relevant);
        Items = items;
        Scores = scores;
        Relevant = relevant;
        RelevantRatings = relevantRatings;
        int most = Math.Min(items.Length, relevant.Length);
        Span<int> ranks = hitBuffer.Length >= most ? hitBuffer : new int[most];
        HitRanks = ranks[..FindHits(items, relevant, ranks)];
    }

    public ReadOnlySpan<int> Items { get; }

    public ReadOnlySpan<float> Scores { get; }

    public ReadOnlySpan<int> Relevant { get; }

    public ReadOnlySpan<float> RelevantRatings { get; }

    /// <summary>Item indices that models knew of the user, ascending; empty where no metric reads them.</summary>
    public ReadOnlySpan<int> History { get; init; }

    /// <summary>Ranks (from 1, ascending) at which <see cref="Items"/> holds a relevant item.</summary>
    public ReadOnlySpan<int> HitRanks { get; }

    /// <summary>The first <paramref name="cutoff"/> items, or all where there are fewer.</summary>
    public ReadOnlySpan<int> First(int cutoff) => Items[..Math.Min(cutoff, Items.Length)];

    /// <summary>How many of the first <paramref name="cutoff"/> items are relevant.</summary>
    public int HitsWithin(int cutoff)
    {
        int hits = 0;
        while (hits < HitRanks.Length && HitRanks[hits] <= cutoff)
            hits++;
        return hits;
    }

    /// <summary>True rating of a relevant item.</summary>
    /// <exception cref="InvalidOperationException">The list was made without ratings.</exception>
    public float RatingOf(int relevantItem)
    {
        NeedRatings();
        return RelevantRatings[Relevant.BinarySearch(relevantItem)];
    }

    internal void NeedRatings()
    {
        if (RelevantRatings.Length != Relevant.Length)
            throw new InvalidOperationException(
                $"Measuring by rating: {Relevant.Length} relevant items came without ratings. "
                    + "Give RelevantRatings, or leave cHR and rHR out.");
    }

    private static int FindHits(ReadOnlySpan<int> items, ReadOnlySpan<int> relevant, Span<int> ranks)
    {
        if (relevant.IsEmpty)
            return 0;
        int hits = 0;
        for (int i = 0; i < items.Length; i++)
        {
            if (relevant.BinarySearch(items[i]) < 0)
                continue;
            if (items[..i].Contains(items[i]))
                throw new ArgumentException(
                    $"Item {items[i]} is listed twice, at ranks {items.IndexOf(items[i]) + 1} and {i + 1}. Lists must not repeat items.",
                    nameof(items));
            ranks[hits++] = i + 1;
        }
        return hits;
    }

    private static void CheckBeside(int length, int beside, string what, string besides)
    {
        if (beside != 0 && beside != length)
            throw new ArgumentException($"A list has {length} {what} but {beside} {besides}; give one each, or none.");
    }

    private static void CheckAscending(ReadOnlySpan<int> relevant)
    {
        for (int i = 1; i < relevant.Length; i++)
        {
            if (relevant[i] <= relevant[i - 1])
                throw new ArgumentException(
                    $"Relevant items must ascend, but {relevant[i - 1]} comes before {relevant[i]}. Sort them.", nameof(relevant));
        }
    }
}
