using RecPipeline.Models.Matrices;

namespace RecPipeline.Evaluation;

/// <content>Whole users at a time, here or elsewhere.</content>
public sealed partial class RatingErrors
{
    /// <summary>Adds the test rows of consecutive users, a user's rows by ascending item.</summary>
    /// <param name="test">[users × items]; row i is user number i here.</param>
    /// <param name="first">What <paramref name="predict"/> calls the user of row 0.</param>
    /// <param name="predict">A model's rating of (user, item), or null where it has none; it knows the users by their own numbers.</param>
    /// <param name="fallback">Stands in for a missing prediction.</param>
    public void Add(SparseMatrix test, int first, Func<int, int, double?> predict, ItemMeans fallback)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(predict);
        ArgumentNullException.ThrowIfNull(fallback);
        for (int row = 0; row < test.Rows; row++)
        {
            var items = test.RowIndices(row);
            var ratings = test.RowValues(row);
            for (int i = 0; i < items.Length; i++)
                Add(row, ratings[i], predict(first + row, items[i]), fallback.Of(items[i]));
        }
    }

    /// <summary>What was summed up of a user: for another instance to <see cref="Add(int, ReadOnlySpan{double})"/>.</summary>
    public ReadOnlySpan<double> SumsOf(int user) => _sums.AsSpan(user * ColumnCount, ColumnCount);

    /// <summary>Takes over all of a user that another instance has summed up.</summary>
    /// <exception cref="ArgumentException">The user has rows already, or the sums are of another form.</exception>
    public void Add(int user, ReadOnlySpan<double> sums)
    {
        var own = _sums.AsSpan(user * ColumnCount, ColumnCount);
        if (sums.Length != ColumnCount || own[AllCount] != 0)
            throw new ArgumentException(
                $"User {user} has {own[AllCount]} rows here, and {sums.Length} sums came for {ColumnCount}. "
                    + "A user's sums are taken over whole and once.",
                nameof(sums));
        sums.CopyTo(own);
    }
}
