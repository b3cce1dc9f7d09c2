namespace RecPipeline.Evaluation;

/// <content>What is measured.</content>
public sealed partial class RatingErrors
{
    private static readonly NamedMetric MeanAbsolute = Error("MAE", "mean of |rating - prediction| over test rows with a prediction");

    private static readonly NamedMetric RootMeanSquare =
        Error("RMSE", "square root of the mean of (rating - prediction)^2 over test rows with a prediction");

    private static readonly NamedMetric MeanAbsoluteWithFallback = Error(
        "MAEWithFallback",
        "the same over all test rows, the item's mean training rating (else the global mean) standing in for a missing prediction");

    private static readonly NamedMetric RootMeanSquareWithFallback =
        MeanAbsoluteWithFallback with { Name = "RMSEWithFallback" };

    private static readonly NamedMetric Predicted =
        new("RowsPredicted", "test rows with a prediction", MetricKind.Count, ProtocolKind.Ratings);

    private static readonly NamedMetric NotPredicted = new(
        "RowsWithoutPrediction", "test rows without one: the model does not know the user or the item",
        MetricKind.Count, ProtocolKind.Ratings);

    /// <summary>The metrics of <see cref="Rows"/>, in their order.</summary>
    public static IReadOnlyList<IMetric> Metrics { get; } =
        [MeanAbsolute, RootMeanSquare, MeanAbsoluteWithFallback, RootMeanSquareWithFallback, Predicted, NotPredicted];

    private static NamedMetric Error(string name, string definition) =>
        new(name, definition, MetricKind.Accuracy, ProtocolKind.Ratings, IsLowerBetter: true);
}
