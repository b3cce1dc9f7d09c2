namespace RecPipeline.Models.Als;

/// <summary>What ALS learns: a row of factors for every user and item; their dot product is the score, or the predicted rating.</summary>
/// <remarks>
/// A user or item without training rows has zero factors. Example, rank 2: user 0 = (1, 2), item 0 = (.5, .25): UserFactors 1 2,
/// ItemFactors .5 .25, score 1.
/// </remarks>
public sealed class FactorModel
{
    /// <exception cref="ArgumentException">An array is not a whole number of rows.</exception>
    public FactorModel(int rank, float[] userFactors, float[] itemFactors)
    {
        ArgumentNullException.ThrowIfNull(userFactors);
        ArgumentNullException.ThrowIfNull(itemFactors);
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        if (userFactors.Length % rank != 0 || itemFactors.Length % rank != 0)
            throw new ArgumentException(
                $"{userFactors.Length} user factors and {itemFactors.Length} item factors are no whole rows of rank {rank}.");
        (Rank, UserFactors, ItemFactors) = (rank, userFactors, itemFactors);
    }

    /// <summary>Factors that explain nothing: every dot product is 0.</summary>
    public static FactorModel Zero(int users, int items) => new(1, new float[users], new float[items]);

    public int Rank { get; }

    /// <summary>[users × rank], row-major.</summary>
    public float[] UserFactors { get; }

    /// <summary>[items × rank], row-major.</summary>
    public float[] ItemFactors { get; }

    public int Users => UserFactors.Length / Rank;

    public int Items => ItemFactors.Length / Rank;

    public ReadOnlySpan<float> User(int user) => UserFactors.AsSpan(user * Rank, Rank);

    public ReadOnlySpan<float> Item(int item) => ItemFactors.AsSpan(item * Rank, Rank);
}
