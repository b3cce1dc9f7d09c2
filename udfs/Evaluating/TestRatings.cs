using RecPipeline.Evaluation;
using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Worker;
using RecPipeline.Udfs.Lists;

namespace RecPipeline.Udfs.Evaluating;

/// <summary>Measures predicted ratings in executors: a user's test rows become a few sums.</summary>
public static class TestRatings
{
    private const int RangeUsers = 4096;

    /// <summary>What <see cref="RatingErrors.SumsOf"/> has of each user with test rows.</summary>
    public static readonly FieldList Sums = FieldList.Of(new("user_index", DataType.Int32), new("sums", DataType.List(DataType.Float64)));

    /// <summary>Takes user_index, item_index, rating: test rows of whole users, sorted. Broadcast: <see cref="FittedRatings"/>.</summary>
    public static IEnumerable<RecordBatch> Measure(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var fitted = context.Broadcasts[0].Decoded(FittedRatings.Read);
        foreach (var range in UserRanges.Of(batches, fitted.Items, RangeUsers))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            yield return Rows(range, fitted);
        }
    }

    private static RecordBatch Rows(UserRange range, FittedRatings fitted)
    {
        var errors = new RatingErrors(range.Ratings.Rows);
        errors.Add(range.Ratings, range.First, fitted.Predictor.Predict, fitted.Fallback);
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
