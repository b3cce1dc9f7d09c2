using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Als;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Fitting;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Models.Als;

/// <summary>
/// Our solver on executors: rows by user and by item stay there, each half-step sends the fixed side around and collects the other. The
/// same bytes as on the local engine.
/// </summary>
internal sealed class FactorFit(StageContext context, AlsFitOptions options)
{
    /// <summary>The fit of the whole run, which is refused above the limit.</summary>
    /// <exception cref="UsageException">Both factor tables together are above the limit of the options.</exception>
    public FactorModel Checked(string model, DataFrame cells, AlsParameters p)
    {
        if (!Holds(p))
            throw new UsageException(
                $"models.{model}.solver 'executors' sends both factor tables around: {Bytes(p):N0} bytes at rank {p.Rank}, "
                + $"models.{model}.maxBroadcastBytes allows {options.MaxBroadcastBytes:N0}. "
                + "Lower the rank, raise the limit (driver and executors need that much memory three times), "
                + $"or use models.{model}.solver 'mllib'.");
        return Factors(cells, p);
    }

    /// <summary>True where both factor tables lie within the limit of the options.</summary>
    public bool Holds(AlsParameters p) => Bytes(p) <= options.MaxBroadcastBytes;

    /// <summary>The fit alone. Users and items without cells get zero factors.</summary>
    /// <param name="cells">user_index, item_index, value.</param>
    /// <param name="p">Parameters.</param>
    public FactorModel Factors(DataFrame cells, AlsParameters p)
    {
        var (users, items) = (Rows(cells, "user_index", "item_index"), Rows(cells, "item_index", "user_index"));
        try
        {
            var first = InitialFactors.Draw(HasRows(users, context.UserCount()), p.Rank, p.Seed, context.Threads, context.Cancellation);
            return AlsSolver.Iterate(p, first, context.ItemCount(),
                (isItems, source, target) => Solve(isItems ? items : users, source, target, p), null);
        }
        finally
        {
            users.Unpersist();
            items.Unpersist();
        }
    }

    private long Bytes(AlsParameters p) => (long)sizeof(float) * p.Rank * (context.UserCount() + context.ItemCount());

    // By hash: ranges would make Spark compute the cells once more, to sample them; no one needs rows in order.
    private DataFrame Rows(DataFrame cells, string row, string column) => cells
        .Select(Col(row).Alias("row"), Col(column).Alias("column"), Col("value"))
        .Repartition(context.Partitions, Col("row")).SortWithinPartitions(Col("row"), Col("column"))
        .MapBatches(FactorRows.Group, FactorRows.Rows).Persist(StorageLevel.MemoryAndDisk);

    private static bool[] HasRows(DataFrame rows, int count)
    {
        var known = new bool[count];
        foreach (int id in rows.Select("id").CollectBatch().Values<int>("id"))
            known[id] = true;
        return known;
    }

    // A broadcast is of one half-step only: the one before it is destroyed, or executors would keep 2 · maxIter tables.
    private void Solve(DataFrame rows, float[] source, float[] target, AlsParameters p)
    {
        using var fixedSide = context.Spark.Broadcast(Packed.Array(source));
        using var before = p.Solver == AlsSolverKind.Cholesky ? null : context.Spark.Broadcast(Packed.Array(target));
        var solved = rows.MapBatches(FactorRows.Solve, FactorRows.Factors, Packed.Json(p),
            before is null ? [fixedSide] : [fixedSide, before]);
        foreach (var batch in solved.CollectBatches())
            Copy(batch, target, p.Rank);
    }

    private static void Copy(RecordBatch batch, float[] target, int rank)
    {
        var (ids, lists) = (batch.Values<int>("id").ToArray(), (ListColumn)batch["features"]);
        var elements = ((Column<float>)lists.Elements).Values;
        for (int row = 0; row < ids.Length; row++)
            elements.Slice(lists.Offsets[row], rank).CopyTo(target.AsSpan(ids[row] * rank));
    }
}
