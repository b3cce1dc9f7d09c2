using RecPipeline.Formats.Columns;
using RecPipeline.Models;

namespace RecPipeline.Udfs.Lists;

/// <summary>Consecutive users and their ratings, as rows of a matrix.</summary>
/// <param name="First">Index of the user in row 0.</param>
/// <param name="Ratings">[users of the range × items].</param>
public sealed record UserRange(int First, SparseMatrix Ratings);

/// <summary>Cuts a partition of whole users, sorted by user and item, into ranges: what a task holds does not grow with the number of users.</summary>
public static class UserRanges
{
    /// <param name="batches">user_index, item_index, rating.</param>
    /// <param name="items">Size of the catalogue.</param>
    /// <param name="most">Most users of a range.</param>
    public static IEnumerable<UserRange> Of(IEnumerable<RecordBatch> batches, int items, int most)
    {
        ArgumentNullException.ThrowIfNull(batches);
        var rows = new Rows();
        foreach (var batch in batches)
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                int user = batch.Values<int>("user_index")[row];
                if (rows.IsFull(user, most))
                    yield return rows.Take(items);
                rows.Add(user, batch.Values<int>("item_index")[row], batch.Values<float>("rating")[row]);
            }
        }
        if (rows.Count > 0)
            yield return rows.Take(items);
    }

    private sealed class Rows
    {
        private readonly List<int> _users = [], _items = [];
        private readonly List<float> _ratings = [];

        public int Count => _users.Count;

        public bool IsFull(int user, int most) => Count > 0 && user - _users[0] >= most;

        public void Add(int user, int item, float rating)
        {
            _users.Add(user);
            _items.Add(item);
            _ratings.Add(rating);
        }

        public UserRange Take(int items)
        {
            int first = _users[0];
            int[] users = [.. _users.Select(user => user - first)];
            var range = new UserRange(first, SparseMatrix.FromTriples(users[^1] + 1, items, users, _items.ToArray(), _ratings.ToArray()));
            _users.Clear();
            _items.Clear();
            _ratings.Clear();
            return range;
        }
    }
}
