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
        var (users, items) = (context.Broadcasts[0].Decoded(Packed.ToArray<float>), context.Broadcasts[1].Decoded(Packed.ToArray<float>));
        var biases = BiasModel.AllKnown(mean, users, items);
        foreach (var batch in batches)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            yield return new RecordBatch(Cells, batch["user_index"], batch["item_index"], Residuals(batch, biases));
        }
    }

    private static Column<float> Residuals(RecordBatch batch, BiasModel biases)
    {
        ReadOnlySpan<int> users = batch.Values<int>("user_index"), items = batch.Values<int>("item_index");
        var ratings = batch.Values<float>("rating");
        var values = new float[batch.RowCount];
        for (int row = 0; row < values.Length; row++)
            values[row] = biases.Residual(users[row], items[row], ratings[row]);
        return new Column<float>(DataType.Float32, values);
    }
}
