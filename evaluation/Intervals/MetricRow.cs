namespace RecPipeline.Evaluation;

/// <summary>One row of the table <c>metrics</c>: a value with its 95 % interval over users.</summary>
/// <param name="Protocol">How the data was split, for example <c>strong_liked</c>.</param>
/// <param name="Fold">From 0.</param>
/// <param name="Model">For example <c>als</c>.</param>
/// <param name="Metric">Its name; the formula is the metric's <see cref="IMetric.Definition"/>.</param>
/// <param name="Cutoff">N of the list, 0 where the metric has none (rating errors).</param>
/// <param name="Slice"><see cref="All"/>, or the users it was taken over (rHR: the rating value).</param>
/// <param name="Value">NaN when no user takes part.</param>
/// <param name="Low">Lower bound; NaN where the metric has no interval (Gini, entropy, coverage of the catalogue, counts).</param>
/// <param name="High">Upper bound, as <paramref name="Low"/>.</param>
/// <param name="Users">Users who take part.</param>
/// <param name="UsersSkipped">Users measured who do not, because they have nothing to be measured by or were not drawn.</param>
public sealed record MetricRow(
    string Protocol, int Fold, string Model, string Metric, int Cutoff, string Slice,
    double Value, double Low, double High, long Users, long UsersSkipped)
{
    public const string All = "all";
}
