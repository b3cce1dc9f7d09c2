using RecPipeline.Models.Matrices;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Evaluation;

/// <summary>What the training rows of a protocol say about each item: column, norm, ratings, popularity rank.</summary>
/// <remarks>
/// Example: item rows {0: 5, 1: 3}, {}, {1: 4} (3 items × 2 users): ratings 2 0 1, popularity ranks 1 3 2, training users 2.
/// Every row of the matrix is a catalogue item, rated or not. Cost O(entries + items log items), once.
/// </remarks>
public sealed class TrainingCatalogue
{
    private const int HeadShare = 5; // the head is 1/5 of the rated items
    private readonly int _headItems;
    private readonly double[] _inverseNorms;
    private readonly int[] _popularityRanks;
    private readonly double[] _surpriseBits;

    /// <param name="itemsByUsers">[items × users] training ratings; held-out rows must not be in it.</param>
    /// <param name="categories">[items × categories] such as genres; null where nothing describes items.</param>
    public TrainingCatalogue(SparseMatrix itemsByUsers, SparseMatrix? categories = null)
    {
        ArgumentNullException.ThrowIfNull(itemsByUsers);
        (ItemsByUsers, Categories) = (itemsByUsers, categories);
        TrainingUsers = CountUsers(itemsByUsers);
        _inverseNorms = ForEachItem(item => InverseNormOf(itemsByUsers.RowValues(item)));
        _surpriseBits = ForEachItem(item => Ratings(item) == 0 ? 0 : -StableLog2.Of((double)Ratings(item) / TrainingUsers));
        _popularityRanks = RankByRatings();
        _headItems = (Enumerable.Range(0, Items).Count(item => Ratings(item) > 0) + HeadShare - 1) / HeadShare;
    }

    public SparseMatrix ItemsByUsers { get; }

    /// <summary>[items × categories]; null where nothing describes items.</summary>
    public SparseMatrix? Categories { get; }

    public int Items => ItemsByUsers.Rows;

    /// <summary>Width of the matrix: user indices lie below it.</summary>
    public int UserColumns => ItemsByUsers.Columns;

    /// <summary>Users with at least one training row.</summary>
    public int TrainingUsers { get; }

    public int Ratings(int item) => ItemsByUsers.RowCount(item);

    /// <summary>1 = most ratings; ties by smaller item index.</summary>
    public int PopularityRank(int item) => _popularityRanks[item];

    /// <summary>True for the most popular fifth of the rated items, rounded up: the short head.</summary>
    public bool IsHead(int item) => _popularityRanks[item] <= _headItems;

    /// <summary>−log2(ratings / training users); 0 for an item without ratings.</summary>
    public double SurpriseBits(int item) => _surpriseBits[item];

    /// <summary>1 / Euclidean norm of the item's ratings; 0 for an item without.</summary>
    internal double InverseNorm(int item) => _inverseNorms[item];

    /// <summary>Full-norm cosine of two training columns; 0 when nobody rated both. (4,5,0,0,0)·(0,5,5,5,0) gives .4508.</summary>
    public double Cosine(int a, int b)
    {
        var usersA = ItemsByUsers.RowIndices(a);
        var usersB = ItemsByUsers.RowIndices(b);
        var ratingsA = ItemsByUsers.RowValues(a);
        var ratingsB = ItemsByUsers.RowValues(b);
        double dot = 0;
        int i = 0, j = 0;
        while (i < usersA.Length && j < usersB.Length)
        {
            int order = usersA[i].CompareTo(usersB[j]);
            if (order == 0)
                dot += (double)ratingsA[i] * ratingsB[j];
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return dot * _inverseNorms[a] * _inverseNorms[b];
    }

    private double[] ForEachItem(Func<int, double> value)
    {
        var values = new double[Items];
        for (int item = 0; item < values.Length; item++)
            values[item] = value(item);
        return values;
    }

    private static double InverseNormOf(ReadOnlySpan<float> ratings)
    {
        double square = 0;
        foreach (float rating in ratings)
            square += (double)rating * rating;
        return square == 0 ? 0 : 1 / Math.Sqrt(square);
    }

    private static int CountUsers(SparseMatrix itemsByUsers)
    {
        var seen = new bool[itemsByUsers.Columns];
        foreach (int user in itemsByUsers.Indices)
            seen[user] = true;
        return seen.AsSpan().Count(true);
    }

    private int[] RankByRatings()
    {
        var keys = new long[Items]; // most ratings first, then the smaller index: both in one number
        for (int item = 0; item < keys.Length; item++)
            keys[item] = ((long)(int.MaxValue - Ratings(item)) << 32) | (uint)item;
        Array.Sort(keys);
        var ranks = new int[keys.Length];
        for (int place = 0; place < keys.Length; place++)
            ranks[(int)(keys[place] & 0xFFFFFFFF)] = place + 1;
        return ranks;
    }
}
