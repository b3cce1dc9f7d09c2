using RecPipeline.Models.Similarity;

namespace RecPipeline.Models.UserKnn;

/// <summary>One thread's workspace: how alike one user is to every user of the training.</summary>
/// <remarks>Cost: the ratings of the user's items, through the inverted index; memory 32 bytes a user. Nothing of users × users is
/// kept.</remarks>
internal sealed class UserSimilarities(UserVectors vectors)
{
    private readonly int[] _common = new int[vectors.Rows.Rows];
    private readonly double[] _sums = new double[vectors.Rows.Rows];
    private readonly double[] _squaresA = new double[vectors.Measure.IsPearson ? vectors.Rows.Rows : 0];
    private readonly double[] _squaresB = new double[vectors.Measure.IsPearson ? vectors.Rows.Rows : 0];
    private readonly int[] _touched = new int[vectors.Rows.Rows];
    private int _count;
    private double _squares;

    /// <summary>Users who share an item with the one last compared, in no order.</summary>
    public ReadOnlySpan<int> Touched => _touched.AsSpan(0, _count);

    /// <summary>Compares a user's values, which stand as <see cref="UserVectors.Rows"/> do, with all users.</summary>
    public void Compare(ReadOnlySpan<int> items, ReadOnlySpan<float> values)
    {
        foreach (int user in Touched)
            Forget(user);
        (_count, _squares) = (0, UserVectors.SquaresOf(values));
        for (int row = 0; row < items.Length; row++)
            Add(vectors.ByItem.RowIndices(items[row]), vectors.ByItem.RowValues(items[row]), values[row]);
    }

    /// <summary>Similarity of a user to the one last compared; 0 for users without a common item.</summary>
    public double Of(int user) => vectors.Measure.IsPearson
        ? vectors.Measure.Of(_common[user], _sums[user], _squaresA[user], _squaresB[user])
        : vectors.Measure.Of(_common[user], _sums[user], _squares, vectors.Squares[user]);

    public int Common(int user) => _common[user];

    /// <summary>What one unit of a pair's term adds to the similarity; 0 where the measure is no sum over items.</summary>
    public double PerTerm(int user) =>
        _sums[user] != 0 && (vectors.Measure.IsCosine || vectors.Measure.IsPearson) ? Of(user) / _sums[user] : 0;

    /// <summary>Offers every user with a positive similarity.</summary>
    public void OfferTo(NeighbourHeap heap, int except)
    {
        foreach (int user in Touched)
            if (user != except && Of(user) is > 0 and var similarity)
                heap.Offer(new Neighbour(user, _common[user], similarity, 0, 0));
    }

    private void Forget(int user)
    {
        (_common[user], _sums[user]) = (0, 0);
        if (vectors.Measure.IsPearson)
            (_squaresA[user], _squaresB[user]) = (0, 0);
    }

    private void Add(ReadOnlySpan<int> users, ReadOnlySpan<float> others, double value)
    {
        for (int i = 0; i < users.Length; i++)
        {
            int user = users[i];
            if (_common[user]++ == 0)
                _touched[_count++] = user;
            _sums[user] += vectors.Measure.Term(value, others[i]);
            if (vectors.Measure.IsPearson)
                (_squaresA[user], _squaresB[user]) = (_squaresA[user] + (value * value), _squaresB[user] + ((double)others[i] * others[i]));
        }
    }
}
