using RecPipeline.Models.Matrices;
using RecPipeline.Models.Numbers;

namespace RecPipeline.Models.Descent;

/// <summary>The order in which stochastic gradient descent takes users and their rows: by hash of (seed, epoch, user or row), so that it
/// is the same in every run.</summary>
/// <remarks>Cost of an epoch: one hash for each rating, and sorting.</remarks>
internal sealed class SgdOrder(SparseMatrix ratings, long seed)
{
    private const int StreamsOfEpoch = 2;
    private readonly int[] _users = [.. Enumerable.Range(0, ratings.Rows).Where(user => ratings.RowCount(user) > 0)];
    private readonly ulong[] _hashes = new ulong[Math.Max(ratings.Rows, LongestRow(ratings))];
    private readonly int[] _cells = new int[LongestRow(ratings)];
    private ulong _keyOfRows;

    /// <summary>All users with ratings, as this epoch takes them.</summary>
    public ReadOnlySpan<int> StartEpoch(int epoch)
    {
        ulong key = CounterRandom.Key(seed, StreamsOfEpoch * (long)epoch);
        _keyOfRows = CounterRandom.Key(seed, (StreamsOfEpoch * (long)epoch) + 1);
        Array.Sort(_users);
        for (int at = 0; at < _users.Length; at++)
            _hashes[at] = CounterRandom.At(key, _users[at]);
        _hashes.AsSpan(0, _users.Length).Sort(_users.AsSpan());
        return _users;
    }

    /// <summary>Cells of the matrix that are the user's, as this epoch takes them.</summary>
    public ReadOnlySpan<int> CellsOf(int user)
    {
        var (first, count) = (ratings.Offsets[user], ratings.RowCount(user));
        for (int at = 0; at < count; at++)
            (_cells[at], _hashes[at]) = (first + at, CounterRandom.At(_keyOfRows, first + at));
        _hashes.AsSpan(0, count).Sort(_cells.AsSpan(0, count));
        return _cells.AsSpan(0, count);
    }

    private static int LongestRow(SparseMatrix ratings)
    {
        int longest = 0;
        for (int user = 0; user < ratings.Rows; user++)
            longest = Math.Max(longest, ratings.RowCount(user));
        return longest;
    }
}
