namespace RecPipeline.Evaluation;

/// <summary>A row of the result before it is computed: Σ numerator / Σ denominator over the users who take part.</summary>
/// <param name="Metric">Name in the result.</param>
/// <param name="Cutoff">N.</param>
/// <param name="Slice">Which users.</param>
/// <param name="Numerator">Column of the user table; NaN there = the user does not take part.</param>
/// <param name="Denominator">Column of what to divide by, or <see cref="Users"/> for the number of users (a plain mean).</param>
/// <param name="SquareRoot">The square root of the quotient is meant (RMSE).</param>
internal readonly record struct Statistic(
    string Metric, int Cutoff, string Slice, int Numerator, int Denominator = Statistic.Users, bool SquareRoot = false)
{
    public const int Users = -1;

    public double Of(double numerator, double denominator) =>
        SquareRoot ? Math.Sqrt(numerator / denominator) : numerator / denominator;
}
