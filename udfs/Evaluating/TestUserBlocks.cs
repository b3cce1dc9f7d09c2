using RecPipeline.Formats.Columns;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Udfs.Evaluating;

/// <summary>Some test users with their rows.</summary>
/// <param name="Users">User indices, ascending; row i of both matrices is user i of these.</param>
/// <param name="Histories">[users × items] what models may know.</param>
/// <param name="Hidden">[users × items] what they should find; no row is empty.</param>
public sealed record TestUserBlock(int[] Users, SparseMatrix Histories, SparseMatrix Hidden);

/// <summary>Cuts a partition of whole users into blocks of test users; those without hidden rows are left out.</summary>
public static class TestUserBlocks
{
    /// <summary>Columns of the rows.</summary>
    public static readonly FieldList Rows = FieldList.Of(
        new("user_index", DataType.Int32), new("item_index", DataType.Int32),
        new("rating", DataType.Float32), new("is_hidden", DataType.Int32));

    /// <param name="batches"><see cref="Rows"/>, sorted by user and item.</param>
    /// <param name="items">Size of the catalogue.</param>
    /// <param name="most">Most users of a block.</param>
    public static IEnumerable<TestUserBlock> Of(IEnumerable<RecordBatch> batches, int items, int most)
    {
        ArgumentNullException.ThrowIfNull(batches);
        var block = new Growing();
        foreach (var batch in batches)
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                int user = batch.Values<int>("user_index")[row];
                if (block.IsOther(user) && block.Close() == most)
                    yield return block.Take(items);
                bool isHidden = batch.Values<int>("is_hidden")[row] != 0;
                block.Add(user, batch.Values<int>("item_index")[row], batch.Values<float>("rating")[row], isHidden);
            }
        }
        if (block.Close() > 0)
            yield return block.Take(items);
    }

    private sealed class Growing
    {
        private readonly List<int> _users = [];
        private readonly GrowingRows _histories = new(), _hidden = new();
        private int _user = -1;

        public bool IsOther(int user) => user != _user;

        public void Add(int user, int item, float rating, bool isHidden)
        {
            _user = user;
            (isHidden ? _hidden : _histories).Add(item, rating);
        }

        /// <summary>Ends the user under way, whom only hidden rows make a test user.</summary>
        /// <returns>Users of the block so far.</returns>
        public int Close()
        {
            if (_hidden.IsEmpty)
            {
                _histories.Drop();
                return _users.Count;
            }
            _users.Add(_user);
            _hidden.Close();
            _histories.Close();
            return _users.Count;
        }

        public TestUserBlock Take(int items)
        {
            var block = new TestUserBlock([.. _users], _histories.Take(items), _hidden.Take(items));
            _users.Clear();
            return block;
        }
    }

    /// <summary>Rows of a matrix while they grow: closed ones, and one under way.</summary>
    private sealed class GrowingRows
    {
        private readonly List<int> _offsets = [0], _items = [];
        private readonly List<float> _ratings = [];

        public bool IsEmpty => _items.Count == _offsets[^1];

        public void Add(int item, float rating)
        {
            _items.Add(item);
            _ratings.Add(rating);
        }

        public void Close() => _offsets.Add(_items.Count);

        public void Drop()
        {
            _items.RemoveRange(_offsets[^1], _items.Count - _offsets[^1]);
            _ratings.RemoveRange(_offsets[^1], _ratings.Count - _offsets[^1]);
        }

        public SparseMatrix Take(int items)
        {
            var matrix = new SparseMatrix(items, [.. _offsets], [.. _items], [.. _ratings]);
            _offsets.RemoveRange(1, _offsets.Count - 1);
            _items.Clear();
            _ratings.Clear();
            return matrix;
        }
    }
}
