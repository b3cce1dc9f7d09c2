namespace RecPipeline.Models.TopN;

/// <summary>The total order of every list: score descending, then popularity descending, then item index ascending.</summary>
/// <remarks>Popularity ranks already break their ties by item index, so score and rank decide alone.</remarks>
/// <param name="popularityRanks">[items] 1 = most ratings, each rank once.</param>
public sealed class ListOrder(int[] popularityRanks)
{
    public int Items => popularityRanks.Length;

    /// <summary>True when item a with its score stands before item b with its.</summary>
    public bool Before(float scoreA, int a, float scoreB, int b) =>
        scoreA > scoreB || (scoreA == scoreB && popularityRanks[a] < popularityRanks[b]);
}
