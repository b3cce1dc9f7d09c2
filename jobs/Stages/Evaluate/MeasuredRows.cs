using RecPipeline.Evaluation;
using RecPipeline.Formats.Columns;
using RecPipeline.Udfs;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>
/// What a task measures, on its way to the driver: a row of numbers per list and user, and at the end how often items were listed.
/// </summary>
/// <param name="measures">One per list.</param>
internal sealed class MeasuredRows(IEnumerable<ListMeasure> measures)
{
    // Value of user_index for the counts of a list: they are of all users of the task.
    private const int AllUsers = -1;

    /// <summary>A user has numbers; <see cref="AllUsers"/> have places and times.</summary>
    public static readonly FieldList Schema = FieldList.Of(
        new("list", DataType.Int32), new("user_index", DataType.Int32), new("numbers", DataType.List(DataType.Float64)),
        new("places", DataType.List(DataType.Int32)), new("times", DataType.List(DataType.Int32)));

    private readonly ListMeasure[] _measures = [.. measures];
    private readonly List<int> _lists = [], _users = [];
    private readonly GrowingLists<double> _numbers = new();
    private readonly GrowingLists<int> _places = new(), _times = new();

    public void Add(int list, int user, in RankedList ranked)
    {
        var row = new double[_measures[list].Width];
        _measures[list].Measure(user, ranked, row);
        Add(list, user, row, new ListedTimes([], []));
    }

    /// <summary>The users added since the last time.</summary>
    public RecordBatch TakeUsers()
    {
        var batch = new RecordBatch(
            Schema, new Column<int>(DataType.Int32, _lists.ToArray()), new Column<int>(DataType.Int32, _users.ToArray()),
            _numbers.ToColumn(DataType.Float64), _places.ToColumn(DataType.Int32), _times.ToColumn(DataType.Int32));
        _lists.Clear();
        _users.Clear();
        return batch;
    }

    /// <summary>How often items were listed to all users added; for the end of a task.</summary>
    public RecordBatch TakeListed()
    {
        for (int list = 0; list < _measures.Length; list++)
            Add(list, AllUsers, [], _measures[list].Listed());
        return TakeUsers();
    }

    /// <summary>Brings the rows of a task to those of the others.</summary>
    /// <param name="lists">One per list.</param>
    /// <param name="batch">Rows of <see cref="Schema"/>.</param>
    public static void AddTo(IReadOnlyList<ListEvaluation> lists, RecordBatch batch)
    {
        var list = batch.Values<int>("list");
        var user = batch.Values<int>("user_index");
        var numbers = (ListColumn)batch["numbers"];
        var values = ((Column<double>)numbers.Elements).Values;
        for (int row = 0; row < batch.RowCount; row++)
        {
            if (user[row] == AllUsers)
                lists[list[row]].Add(new ListedTimes(ListOf(batch, "places", row), ListOf(batch, "times", row)));
            else
                lists[list[row]].Add(user[row], values[numbers.Offsets[row]..numbers.Offsets[row + 1]]);
        }
    }

    private static int[] ListOf(RecordBatch batch, string column, int row)
    {
        var lists = (ListColumn)batch[column];
        return ((Column<int>)lists.Elements).Values[lists.Offsets[row]..lists.Offsets[row + 1]].ToArray();
    }

    private void Add(int list, int user, ReadOnlySpan<double> numbers, ListedTimes listed)
    {
        _lists.Add(list);
        _users.Add(user);
        _numbers.Add(numbers);
        _places.Add(listed.Places);
        _times.Add(listed.Times);
    }
}
