using RecPipeline.Jobs.Running;
using RecPipeline.Models.Als;
using RecPipeline.Models.Biases;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Fitting;

namespace RecPipeline.Jobs.Models.Als;

/// <summary>
/// The cells that explicit ALS is fitted on: what the biases leave of each rating, computed in executors, which hold the biases until this
/// is disposed.
/// </summary>
/// <param name="context">Session.</param>
/// <param name="table">With the columns of <c>ratings</c>.</param>
/// <param name="biases">Fitted on it.</param>
internal sealed class ResidualCells(StageContext context, string table, BiasModel biases) : IDisposable
{
    private readonly Broadcast _users = context.Spark.Broadcast(Packed.Array(biases.User));
    private readonly Broadcast _items = context.Spark.Broadcast(Packed.Array(biases.Item));

    /// <summary>user_index, item_index, value.</summary>
    public DataFrame Cells => context.Frame(table, "user_index", "item_index", "rating")
        .MapBatches(RatingResiduals.Of, RatingResiduals.Cells, Packed.Bytes<double>([biases.Mean]), _users, _items);

    public void Dispose()
    {
        _users.Dispose();
        _items.Dispose();
    }
}
