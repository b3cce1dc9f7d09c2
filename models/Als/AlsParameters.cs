namespace RecPipeline.Models.Als;

/// <summary>How the system of one row is solved while training.</summary>
public enum AlsSolverKind
{
    /// <summary>Exactly, by its Cholesky factor: O(n·rank² + rank³) per row.</summary>
    Cholesky,

    /// <summary>
    /// By a few steps of conjugate gradients from the row's factors of the iteration before: O(steps · (n·rank + rank²)).
    /// </summary>
    ConjugateGradient,
}

/// <summary>What implicit ALS minimises.</summary>
public enum AlsObjective
{
    /// <summary>
    /// As Spark's ALS: unobserved cells weigh 1, observed ones 1 + alpha·|r|; the ridge is regParam times the ratings above 0.
    /// </summary>
    Mllib,

    /// <summary>
    /// As Rendle, Krichene, Zhang, Koren (Revisiting the Performance of iALS, RecSys 2022): every cell weighs unobservedWeight with
    /// target 0, cells above 0 weigh 1 more with target 1; the ridge is regParam · (n + unobservedWeight · rows of the other side that
    /// have ratings)^frequencyExponent. Alpha is not read.
    /// </summary>
    Rendle,
}

/// <summary>Settings of alternating least squares, named as Spark's ALS names them.</summary>
/// <param name="Rank">Length of a factor row, 1 to 1,024.</param>
/// <param name="MaxIter">Iterations, at least 1; each solves all items, then all users.</param>
/// <param name="RegParam">Ridge, not negative; multiplied by the number of ratings of the row (ratings above zero where implicit).</param>
/// <param name="Alpha">Confidence 1 + alpha·|rating| of an observed cell, not negative; read only where implicit.</param>
/// <param name="ImplicitPrefs">
/// True: every cell counts, observed or not, with target 1 or 0. False: only observed cells, with their rating as target.
/// </param>
/// <param name="Seed">Seed of the first user factors.</param>
public sealed record AlsParameters(int Rank, int MaxIter, double RegParam, double Alpha, bool ImplicitPrefs, long Seed)
{
    private const int LargestRank = 1024;

    public AlsSolverKind Solver { get; init; } = AlsSolverKind.Cholesky;

    /// <summary>Steps of conjugate gradients per row and iteration, at least 1.</summary>
    public int CgSteps { get; init; } = 3;

    /// <summary>Read only where implicit.</summary>
    public AlsObjective Objective { get; init; } = AlsObjective.Mllib;

    /// <summary>Weight of an unobserved cell in <see cref="AlsObjective.Rendle"/>, above 0.</summary>
    public double UnobservedWeight { get; init; } = 0.5;

    /// <summary>How the ridge grows with a row's frequency in <see cref="AlsObjective.Rendle"/>: 0 not at all, 1 in proportion.</summary>
    public double FrequencyExponent { get; init; } = 1;

    /// <summary>
    /// Lists only: a liked row enters with its value, so that its confidence is 1 + alpha·value, instead of with 1. Training and fold-in
    /// must agree.
    /// </summary>
    public bool CountsValues { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Rank, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Rank, LargestRank);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxIter, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(RegParam);
        ArgumentOutOfRangeException.ThrowIfNegative(Alpha);
        ArgumentOutOfRangeException.ThrowIfLessThan(CgSteps, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(UnobservedWeight);
        ArgumentOutOfRangeException.ThrowIfNegative(FrequencyExponent);
    }
}
