using RecPipeline.Evaluation;
using RecPipeline.Formats.Columns;
using RecPipeline.Models.Contract;
using RecPipeline.Spark.Worker;
using RecPipeline.Udfs.Lists;
using RecPipeline.Udfs.Models;

namespace RecPipeline.Udfs.Evaluating;

/// <summary>Measures predicted ratings in executors: a user's test rows become a few sums.</summary>
public static class TestRatings
{
    private const int RangeUsers = 4096;

    /// <summary>What <see cref="RatingErrors.SumsOf"/> has of each user with test rows.</summary>
    public static readonly FieldList Sums = FieldList.Of(new("user_index", DataType.Int32), new("sums", DataType.List(DataType.Float64)));

    /// <summary>Takes user_index, item_index, rating: test rows of whole users, sorted.</summary>
    /// <remarks>Broadcasts: the model, and what <see cref="Fallback"/> writes.</remarks>
    public static IEnumerable<RecordBatch> Measure(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var fallback = context.Broadcasts[1].Decoded(ReadFallback);
        var model = context.Broadcasts[0].Decoded(bytes => PackedModels.Read(bytes)[0].ToRatings(fallback.Scale));
        foreach (var range in UserRanges.Of(batches, fallback.Of.ByItem.Length, RangeUsers))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            yield return Rows(range, model, fallback.Of);
        }
    }

    /// <summary>The scale, the global mean and the means by item as doubles.</summary>
    public static byte[] Fallback(RatingScale scale, ItemMeans means)
    {
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(means);
        return Packed.Bytes<double>([scale.Low, scale.High, scale.Multiplier, means.GlobalMean, .. means.ByItem]);
    }

    private sealed record Means(RatingScale Scale, ItemMeans Of);

    private static Means ReadFallback(ReadOnlyMemory<byte> bytes) =>
        Packed.ToArray<double>(bytes) is [var low, var high, var multiplier, var mean, .. var byItem]
            ? new Means(new RatingScale(low, high, (int)multiplier), new ItemMeans(mean, byItem))
            : throw Packed.Foreign($"{bytes.Length:N0} bytes are no means of items");

    private static RecordBatch Rows(UserRange range, IRatingModel model, ItemMeans means)
    {
        var errors = new RatingErrors(range.Ratings.Rows);
        errors.Add(range.Ratings, range.First, model.Predict, means);
        var (users, sums) = (new List<int>(), new GrowingLists<double>());
        for (int row = 0; row < range.Ratings.Rows; row++)
        {
            if (range.Ratings.RowCount(row) == 0)
                continue;
            users.Add(range.First + row);
            sums.Add(errors.SumsOf(row));
        }
        return new RecordBatch(Sums, new Column<int>(DataType.Int32, users.ToArray()), sums.ToColumn(DataType.Float64));
    }
}
