using RecPipeline.Formats.Columns;
using RecPipeline.Models.Als;
using RecPipeline.Models.Biases;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Udfs.Fitting;

/// <summary>What the biases leave of each rating, computed as the local engine does.</summary>
public static class RatingResiduals
{
    public static readonly FieldList Cells = FieldList.Of(
        new("user_index", DataType.Int32), new("item_index", DataType.Int32), new("value", DataType.Float32));

    /// <summary>Takes user_index, item_index, rating. Argument: the mean, 8 bytes; broadcasts: biases of users, biases of items.</summary>
    public static IEnumerable<RecordBatch> Of(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        double mean = Packed.ToArray<double>(context.Argument)[0];
        var biases = BiasModel.AllKnown(mean, context.Broadcasts[0].Decoded(Packed.ToArray<float>), context.Broadcasts[1].Decoded(Packed.ToArray<float>));
        foreach (var batch in batches)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            yield return new RecordBatch(Cells, batch["user_index"], batch["item_index"], Residuals(batch, biases));
        }
    }

    private static Column<float> Residuals(RecordBatch batch, BiasModel biases)
    {
        var (users, items, ratings) = (batch["user_index"] as Column<int>, batch["item_index"] as Column<int>, batch["rating"] as Column<float>);
        var values = new float[batch.RowCount];
        for (int row = 0; row < values.Length; row++)
            values[row] = biases.Residual(users!.Values[row], items!.Values[row], ratings!.Values[row]);
        return new Column<float>(DataType.Float32, values);
    }
}
