namespace RecPipeline.Models.TopN;

/// <summary>The total order of every list: score descending, then popularity descending, then item index ascending.</summary>
/// <remarks>Popularity ranks already break their ties by item index, so score and rank decide alone.</remarks>
public sealed class ListOrder
{
    private readonly int[] _ranks, _byRank;

    /// <param name="popularityRanks">[items] 1 = most ratings, each rank once.</param>
    /// <exception cref="ArgumentException">A rank is outside [1, items] or occurs twice.</exception>
    public ListOrder(int[] popularityRanks)
    {
        ArgumentNullException.ThrowIfNull(popularityRanks);
        (_ranks, _byRank) = (popularityRanks, new int[popularityRanks.Length]);
        Array.Fill(_byRank, -1);
        for (int item = 0; item < _ranks.Length; item++)
        {
            if (_ranks[item] < 1 || _ranks[item] > _ranks.Length || _byRank[_ranks[item] - 1] >= 0)
                throw new ArgumentException(
                    $"Item {item} has popularity rank {_ranks[item]}; {_ranks.Length} items need each rank from 1 to {_ranks.Length} once.",
                    nameof(popularityRanks));
            _byRank[_ranks[item] - 1] = item;
        }
    }

    public int Items => _ranks.Length;

    /// <summary>[items] the most popular item first.</summary>
    public ReadOnlySpan<int> ByPopularity => _byRank;

    /// <summary>True when item a with its score stands before item b with its.</summary>
    public bool Before(float scoreA, int a, float scoreB, int b) =>
        scoreA > scoreB || (scoreA == scoreB && _ranks[a] < _ranks[b]);

    /// <summary>Item and score as one number: a smaller key stands before a larger one. Scores must be numbers.</summary>
    public ulong KeyOf(int item, float score)
    {
        uint bits = BitConverter.SingleToUInt32Bits(score + 0f); // −0 counts as 0
        uint ascending = (bits & 0x8000_0000) == 0 ? bits | 0x8000_0000 : ~bits;
        return ((ulong)~ascending << 32) | (uint)_ranks[item];
    }

    /// <summary>The item and score of a key.</summary>
    public (int Item, float Score) Of(ulong key)
    {
        uint ascending = ~(uint)(key >> 32);
        uint bits = (ascending & 0x8000_0000) != 0 ? ascending & 0x7FFF_FFFF : ~ascending;
        return (_byRank[(int)(uint)key - 1], BitConverter.UInt32BitsToSingle(bits));
    }
}
