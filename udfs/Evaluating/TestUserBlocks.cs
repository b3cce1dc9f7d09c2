using RecPipeline.Formats.Columns;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Udfs.Evaluating;

/// <summary>Some test users with their rows.</summary>
/// <param name="Users">User indices, ascending; row i of both matrices is user i of these.</param>
/// <param name="Histories">[users × items] what models may know.</param>
/// <param name="Hidden">[users × items] what they should find; no row is empty.</param>
/// <param name="Times">Seconds since 1970 of each cell of the histories; null where the rows have none.</param>
public sealed record TestUserBlock(int[] Users, SparseMatrix Histories, SparseMatrix Hidden, long[]? Times);

/// <summary>Cuts a partition of whole users into blocks of test users; those without hidden rows are left out.</summary>
public static class TestUserBlocks
{
    /// <summary>Columns of the rows.</summary>
    public static readonly FieldList Rows = FieldList.Of(
        new("user_index", DataType.Int32), new("item_index", DataType.Int32),
        new("rating", DataType.Float32), new("is_hidden", DataType.Int32));

    /// <summary>The same where a model reads times.</summary>
    public static readonly FieldList TimedRows = new([.. Rows, new("timestamp", DataType.Int64)]);

    /// <param name="batches"><see cref="Rows"/> or <see cref="TimedRows"/>, sorted by user and item.</param>
    /// <param name="items">Size of the catalogue.</param>
    /// <param name="most">Most users of a block.</param>
    public static IEnumerable<TestUserBlock> Of(IEnumerable<RecordBatch> batches, int items, int most)
    {
        ArgumentNullException.ThrowIfNull(batches);
        var block = new Growing();
        foreach (var batch in batches)
        {
            var rows = new RowColumns(batch);
            for (int row = 0; row < batch.RowCount; row++)
            {
                if (block.IsOther(rows.User(row)) && block.Close() == most)
                    yield return block.Take(items);
                block.Add(rows, row);
            }
        }
        if (block.Close() > 0)
            yield return block.Take(items);
    }

    private readonly struct RowColumns(RecordBatch batch)
    {
        private readonly Column<int> _users = (Column<int>)batch["user_index"], _items = (Column<int>)batch["item_index"];
        private readonly Column<int> _isHidden = (Column<int>)batch["is_hidden"];
        private readonly Column<float> _ratings = (Column<float>)batch["rating"];
        private readonly Column<long>? _times = batch.Schema.IndexOf("timestamp") < 0 ? null : (Column<long>)batch["timestamp"];

        public bool HasTimes => _times is not null;

        public int User(int row) => _users.Values[row];

        public bool IsHidden(int row) => _isHidden.Values[row] != 0;

        public void AddTo(GrowingRows rows, int row) => rows.Add(_items.Values[row], _ratings.Values[row], _times?.Values[row] ?? 0);
    }

    private sealed class Growing
    {
        private readonly List<int> _users = [];
        private readonly GrowingRows _histories = new(), _hidden = new();
        private int _user = -1;
        private bool _hasTimes;

        public bool IsOther(int user) => user != _user;

        public void Add(in RowColumns rows, int row)
        {
            (_user, _hasTimes) = (rows.User(row), rows.HasTimes);
            rows.AddTo(rows.IsHidden(row) ? _hidden : _histories, row);
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
            long[]? times = _hasTimes ? _histories.Times : null;
            var block = new TestUserBlock([.. _users], _histories.Take(items), _hidden.Take(items), times);
            _users.Clear();
            return block;
        }
    }

    /// <summary>Rows of a matrix while they grow: closed ones, and one under way.</summary>
    private sealed class GrowingRows
    {
        private readonly List<int> _offsets = [0], _items = [];
        private readonly List<float> _ratings = [];
        private readonly List<long> _times = [];

        public bool IsEmpty => _items.Count == _offsets[^1];

        public long[] Times => [.. _times];

        public void Add(int item, float rating, long time)
        {
            _items.Add(item);
            _ratings.Add(rating);
            _times.Add(time);
        }

        public void Close() => _offsets.Add(_items.Count);

        public void Drop()
        {
            _items.RemoveRange(_offsets[^1], _items.Count - _offsets[^1]);
            _ratings.RemoveRange(_offsets[^1], _ratings.Count - _offsets[^1]);
            _times.RemoveRange(_offsets[^1], _times.Count - _offsets[^1]);
        }

        public SparseMatrix Take(int items)
        {
            var matrix = new SparseMatrix(items, [.. _offsets], [.. _items], [.. _ratings]);
            _offsets.RemoveRange(1, _offsets.Count - 1);
            _items.Clear();
            _ratings.Clear();
            _times.Clear();
            return matrix;
        }
    }
}
