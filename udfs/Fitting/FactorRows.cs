using RecPipeline.Formats.Columns;
using RecPipeline.Models.Als;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Udfs.Fitting;

/// <summary>One half of an ALS iteration in executors: rows of one side are solved from the factors of the other,
/// by the solver of the local engine.</summary>
public static class FactorRows
{
    private const int RowsPerBatch = 4096;

    /// <summary>A row of the matrix: its index, its columns ascending, its values.</summary>
    public static readonly FieldList Rows = FieldList.Of(
        new("id", DataType.Int32), new("columns", DataType.List(DataType.Int32)), new("values", DataType.List(DataType.Float32)));

    /// <summary>MLlib's names.</summary>
    public static readonly FieldList Factors = FieldList.Of(new("id", DataType.Int32), new("features", DataType.List(DataType.Float32)));

    /// <summary>Takes row, column, value, sorted by row and column with all of a row in one partition,
    /// and makes rows of a matrix of them.</summary>
    public static IEnumerable<RecordBatch> Group(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var rows = new MatrixRows();
        foreach (var batch in batches)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            for (int cell = 0; cell < batch.RowCount; cell++)
            {
                int row = batch.Values<int>("row")[cell];
                if (rows.Count >= RowsPerBatch && row != rows.Last)
                    yield return rows.Take();
                rows.Add(row, batch.Values<int>("column")[cell], batch.Values<float>("value")[cell]);
            }
        }
        if (rows.Count > 0)
            yield return rows.Take();
    }

    /// <summary>Solves rows. Argument: <see cref="AlsParameters"/>. Broadcasts: factors of the other side;
    /// for a solver that iterates also those of this side.</summary>
    public static IEnumerable<RecordBatch> Solve(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var p = Packed.FromJson<AlsParameters>(context.Argument);
        var source = context.Broadcasts[0].Decoded(bytes => FixedSide.Of(Packed.ToArray<float>(bytes), p));
        var before = context.Broadcasts.Count > 1 ? context.Broadcasts[1].Decoded(Packed.ToArray<float>) : null;
        var solver = RowSolvers.Create(source.Factors, p, source.Gram);
        foreach (var batch in batches)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            yield return Solved(batch, solver, before, p.Rank);
        }
    }

    private static RecordBatch Solved(RecordBatch batch, IRowSolver solver, float[]? before, int rank)
    {
        var ids = ((Column<int>)batch["id"]).Values;
        var (columns, values) = ((ListColumn)batch["columns"], (ListColumn)batch["values"]);
        var (indices, ratings) = (((Column<int>)columns.Elements).Memory, ((Column<float>)values.Elements).Memory);
        var (factors, offsets) = (new float[batch.RowCount * rank], new int[batch.RowCount + 1]);
        for (int row = 0; row < batch.RowCount; row++)
        {
            before?.AsSpan(ids[row] * rank, rank).CopyTo(factors.AsSpan(row * rank));
            solver.Solve(
                indices.Span[columns.Offsets[row]..columns.Offsets[row + 1]],
                ratings.Span[values.Offsets[row]..values.Offsets[row + 1]],
                factors.AsSpan(row * rank, rank));
            offsets[row + 1] = offsets[row] + rank;
        }
        var lists = new ListColumn(DataType.List(DataType.Float32), offsets, new Column<float>(DataType.Float32, factors));
        return new RecordBatch(Factors, batch["id"], lists);
    }

    /// <summary>The factors that stay fixed, and their Gram matrix where the objective needs it.</summary>
    private sealed record FixedSide(float[] Factors, GramMatrix? Gram)
    {
        public static FixedSide Of(float[] factors, AlsParameters p) =>
            new(factors, p.ImplicitPrefs ? GramMatrix.Of(factors, p.Rank, Environment.ProcessorCount, CancellationToken.None) : null);
    }

    private sealed class MatrixRows
    {
        private readonly List<int> _ids = [], _ends = [], _columns = [];
        private readonly List<float> _values = [];

        public int Count => _ids.Count;

        public int Last => _ids[^1];

        public void Add(int row, int column, float value)
        {
            if (_ids.Count == 0 || _ids[^1] != row)
            {
                _ids.Add(row);
                _ends.Add(_columns.Count);
            }
            _columns.Add(column);
            _values.Add(value);
            _ends[^1] = _columns.Count;
        }

        public RecordBatch Take()
        {
            int[] offsets = [0, .. _ends];
            var batch = new RecordBatch(
                Rows,
                new Column<int>(DataType.Int32, _ids.ToArray()),
                new ListColumn(DataType.List(DataType.Int32), offsets, new Column<int>(DataType.Int32, _columns.ToArray())),
                new ListColumn(DataType.List(DataType.Float32), offsets, new Column<float>(DataType.Float32, _values.ToArray())));
            _ids.Clear();
            _ends.Clear();
            _columns.Clear();
            _values.Clear();
            return batch;
        }
    }
}
