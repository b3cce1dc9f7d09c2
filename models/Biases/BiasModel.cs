using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Biases;

/// <summary>What ratings are like on average: a mean, and how far each user and item lies from it.</summary>
/// <remarks>Example: mean 3.5, user 0 at +.5, item 2 at −1: the biases alone predict 3.0.</remarks>
/// <param name="Mean">Mean of all training ratings.</param>
/// <param name="User">[users] bias; 0 for a user without training rows.</param>
/// <param name="Item">[items] bias; 0 for an item without training rows.</param>
/// <param name="KnownUsers">[users] true where training had rows of the user.</param>
/// <param name="KnownItems">[items] true where training had rows of the item.</param>
public sealed record BiasModel(double Mean, float[] User, float[] Item, bool[] KnownUsers, bool[] KnownItems)
{
    /// <summary>A model read from tables of a fit that saw every user and item, as the final fit does.</summary>
    public static BiasModel AllKnown(double mean, float[] user, float[] item)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(item);
        return new BiasModel(mean, user, item, Filled(user.Length), Filled(item.Length));
    }

    /// <summary>
    /// No biases at all, for ALS on ratings as they are; knows which users and items have rows in <paramref name="ratings"/>.
    /// </summary>
    public static BiasModel None(SparseMatrix ratings)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        return new BiasModel(
            0, new float[ratings.Rows], new float[ratings.Columns], RowsWithEntries(ratings), RowsWithEntries(ratings.Transpose()));
    }

    /// <summary>The same with items for users.</summary>
    internal BiasModel Transposed() => new(Mean, Item, User, KnownItems, KnownUsers);

    public bool Knows(int user, int item) =>
        (uint)user < (uint)KnownUsers.Length && KnownUsers[user] && (uint)item < (uint)KnownItems.Length && KnownItems[item];

    /// <summary>Mean + user bias + item bias.</summary>
    public double Predict(int user, int item) => Mean + User[user] + Item[item];

    /// <summary>What the biases leave of one rating.</summary>
    public float Residual(int user, int item, float rating) => (float)(rating - Predict(user, item));

    /// <summary>The same cells with what the biases leave of each rating.</summary>
    /// <exception cref="ArgumentException">The matrix has more users or items than the model.</exception>
    public SparseMatrix Residuals(SparseMatrix ratings)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        if (ratings.Rows > User.Length || ratings.Columns > Item.Length)
            throw new ArgumentException(
                $"Biases of {User.Length} users and {Item.Length} items do not fit ratings of {ratings.Rows} × {ratings.Columns}.",
                nameof(ratings));
        var residuals = new float[ratings.Count];
        for (int user = 0; user < ratings.Rows; user++)
            for (int at = ratings.Offsets[user]; at < ratings.Offsets[user + 1]; at++)
                residuals[at] = Residual(user, ratings.Indices[at], ratings.Values[at]);
        return ratings.WithValues(residuals);
    }

    internal static bool[] RowsWithEntries(SparseMatrix matrix)
    {
        var known = new bool[matrix.Rows];
        for (int row = 0; row < known.Length; row++)
            known[row] = matrix.RowCount(row) > 0;
        return known;
    }

    private static bool[] Filled(int length)
    {
        var known = new bool[length];
        Array.Fill(known, true);
        return known;
    }
}
