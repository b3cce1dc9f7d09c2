using RecPipeline.Models.Kernels;

namespace RecPipeline.Evaluation;

/// <summary>
/// MAE and RMSE over test rows with a prediction; the rows without one are counted, and scored a second time with a fallback.
/// </summary>
/// <remarks>
/// Errors 2, 1, 3, 0 give MAE 1.5 and RMSE 1.8708. Kept per user: sums of absolute and squared errors and row counts;
/// intervals resample users.
/// Different users may be added on different threads; one user's rows come from one thread, in one order,
/// and the result is then equal in bits.
/// </remarks>
public sealed partial class RatingErrors
{
    /// <summary>Name of <see cref="PerUserSquaredError"/> where models are compared by it; below 0 is better.</summary>
    public const string SquaredError = "squared error";

    // Columns of a user's row: what Add sums up, first over predicted rows, then over all rows with the fallback.
    private const int Absolute = 0, Squared = 1, Count = 2, AllAbsolute = 3, AllSquared = 4, AllCount = 5, ColumnCount = 6;
    private readonly double[] _sums; // [users × ColumnCount]
    private readonly int _users;

    /// <param name="users">User numbers lie below it; users without rows are no part of the result.</param>
    public RatingErrors(int users)
    {
        _users = users;
        _sums = new double[checked(users * ColumnCount)];
    }

    /// <summary>Test rows with a prediction.</summary>
    public long RowsPredicted => (long)Total(Count);

    /// <summary>Test rows without one: unknown user or item.</summary>
    public long RowsWithoutPrediction => (long)Total(AllCount) - RowsPredicted;

    /// <summary>Mean absolute error in rating units; NaN without predicted rows.</summary>
    public double Mae => Total(Absolute) / Total(Count);

    /// <summary>Root mean squared error in rating units; NaN without predicted rows.</summary>
    public double Rmse => Math.Sqrt(Total(Squared) / Total(Count));

    public double MaeWithFallback => Total(AllAbsolute) / Total(AllCount);

    public double RmseWithFallback => Math.Sqrt(Total(AllSquared) / Total(AllCount));

    /// <summary>Adds one test row.</summary>
    /// <param name="user">User number.</param>
    /// <param name="actual">True rating.</param>
    /// <param name="prediction">The model's, or null where it has none.</param>
    /// <param name="fallback">What stands in for a missing prediction, see <see cref="ItemMeans"/>.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite: a model without a prediction says null, never NaN.</exception>
    public void Add(int user, double actual, double? prediction, double fallback)
    {
        if (!double.IsFinite(actual) || !double.IsFinite(fallback) || !double.IsFinite(prediction ?? 0))
            throw new ArgumentException(
                $"User {user}: rating {actual}, prediction {prediction}, fallback {fallback} must be finite. "
                    + "Pass null where there is no prediction.",
                nameof(prediction));
        var sums = _sums.AsSpan(user * ColumnCount, ColumnCount);
        if (prediction is double predicted)
            AddError(sums[..AllAbsolute], actual - predicted);
        AddError(sums[AllAbsolute..], actual - (prediction ?? fallback));
    }

    /// <summary>Rows MAE, RMSE, MAEWithFallback, RMSEWithFallback with intervals, and the two row counts; cutoff 0.</summary>
    public IReadOnlyList<MetricRow> Rows(string protocol, int fold, string model, long seed, int resamples = Bootstrap.DefaultResamples)
    {
        var rows = new StatisticRows(Table(), seed, resamples).Of(Statistics, protocol, fold, model).ToList();
        var frame = rows[^1] with { Low = double.NaN, High = double.NaN };
        rows.Add(frame with { Metric = Predicted.Name, Value = RowsPredicted });
        rows.Add(frame with { Metric = NotPredicted.Name, Value = RowsWithoutPrediction });
        return rows;
    }

    /// <summary>Mean squared error of each user over predicted rows, for <see cref="PairedComparison"/>; NaN without such rows.</summary>
    public double[] PerUserSquaredError()
    {
        var errors = new double[_users];
        for (int user = 0; user < _users; user++)
            errors[user] = _sums[user * ColumnCount + Squared] / _sums[user * ColumnCount + Count];
        return errors;
    }

    private static Statistic[] Statistics =>
    [
        new(MeanAbsolute.Name, 0, MetricRow.All, Absolute, Count),
        new(RootMeanSquare.Name, 0, MetricRow.All, Squared, Count, SquareRoot: true),
        new(MeanAbsoluteWithFallback.Name, 0, MetricRow.All, AllAbsolute, AllCount),
        new(RootMeanSquareWithFallback.Name, 0, MetricRow.All, AllSquared, AllCount, SquareRoot: true),
    ];

    private static void AddError(Span<double> sums, double error)
    {
        sums[Absolute] += Math.Abs(error);
        sums[Squared] += error * error;
        sums[Count]++;
    }

    // Users with test rows; who has none with a prediction takes no part in the first two columns.
    private UserTable Table()
    {
        var table = new UserTable(_users, ColumnCount);
        for (int user = 0; user < _users; user++)
        {
            var sums = _sums.AsSpan(user * ColumnCount, ColumnCount);
            if (sums[AllCount] == 0)
                continue;
            var row = table.Claim(user);
            sums.CopyTo(row);
            if (sums[Count] == 0)
                row[..Count].Fill(double.NaN);
        }
        return table;
    }

    private double Total(int column)
    {
        var values = new double[_users];
        for (int user = 0; user < _users; user++)
            values[user] = _sums[user * ColumnCount + column];
        return BlockedSum.Sum(values);
    }
}
