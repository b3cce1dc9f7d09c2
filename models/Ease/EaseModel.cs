namespace RecPipeline.Models.Ease;

/// <summary>Item-item weights of EASE: the score of item j is the sum over the history items i of value · weight(i, j).</summary>
/// <remarks>
/// Only items with ratings have weights: place k of the matrix is item <c>KnownItems[k]</c>.
/// Example, items 0 and 2 known: KnownItems 0 2, Weights 0 .3 .4 0: history {0: 1} gives item 2 the score .3.
/// </remarks>
public sealed class EaseModel
{
    /// <exception cref="ArgumentException">The weights are not [known × known], or the items do not ascend inside [0, items).</exception>
    public EaseModel(int items, int[] knownItems, float[] weights)
    {
        ArgumentNullException.ThrowIfNull(knownItems);
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.Length != (long)knownItems.Length * knownItems.Length)
            throw new ArgumentException(
                $"{knownItems.Length} items need {(long)knownItems.Length * knownItems.Length} weights; there are {weights.Length}.",
                nameof(weights));
        (Items, KnownItems, Weights, Places) = (items, knownItems, weights, PlacesOf(items, knownItems));
    }

    public int Items { get; }

    /// <summary>[known] items with ratings, ascending.</summary>
    public int[] KnownItems { get; }

    /// <summary>[known × known], row-major: row of the history item, column of the scored item; the diagonal is 0.</summary>
    public float[] Weights { get; }

    /// <summary>[items] place in <see cref="KnownItems"/>, or −1.</summary>
    internal int[] Places { get; }

    /// <summary>True where the item has weights.</summary>
    public bool Knows(int item) => Places[item] >= 0;

    /// <summary>What a history item with value 1 adds to the score of another item; 0 where either is unknown.</summary>
    public float Weight(int historyItem, int scoredItem) => Places[historyItem] >= 0 && Places[scoredItem] >= 0
        ? Weights[(Places[historyItem] * KnownItems.Length) + Places[scoredItem]]
        : 0f;

    internal static int[] PlacesOf(int items, int[] knownItems)
    {
        var places = new int[items];
        Array.Fill(places, -1);
        for (int k = 0; k < knownItems.Length; k++)
        {
            if (knownItems[k] <= (k == 0 ? -1 : knownItems[k - 1]) || knownItems[k] >= items)
                throw new ArgumentException(
                    $"Known item {knownItems[k]} at place {k} does not ascend inside [0, {items}).", nameof(knownItems));
            places[knownItems[k]] = k;
        }
        return places;
    }
}
