using RecPipeline.Models.Als;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Tests.Als;

public sealed class ConjugateGradientTests
{
    private const int Items = 200, Rank = 12;
    private static readonly AlsParameters Parameters = new(Rank, 1, 0.1, 2, true, 0) { Solver = AlsSolverKind.ConjugateGradient, CgSteps = 3 * Rank };
    private static readonly float[] Factors = Numbers(1);
    private static readonly int[] Rated = [.. Enumerable.Range(0, 150)];
    private static readonly float[] Values = [.. Rated.Select(i => (i % 9) - 1f)];

    public static TheoryData<string, AlsParameters> Kinds => new()
    {
        { "Mllib", Parameters },
        { "Rendle", Parameters with { Objective = AlsObjective.Rendle } },
        { "explicit", Parameters with { ImplicitPrefs = false } },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Solve_ManySteps_IsTheDenseSolution(string kind, AlsParameters p)
    {
        var solved = Numbers(2).AsSpan(0, Rank).ToArray(); // any start will do
        RowSolvers.Create(Factors, p, null).Solve(Rated, Values, solved);
        var expected = PlainAls.Solve(Factors, p, Rated, Values);
        for (int i = 0; i < Rank; i++)
            Assert.True(Math.Abs(expected[i] - solved[i]) < 1e-4, $"{kind}, element {i}: {solved[i]}, not {expected[i]}.");
    }

    [Fact]
    public void Solve_EachStep_ComesNearer()
    {
        // In the norm of the system's matrix, conjugate gradients come nearer with every step; the objective is that norm and a constant.
        double before = double.PositiveInfinity;
        for (int steps = 1; steps <= 6; steps++)
        {
            var solved = new float[Rank];
            RowSolvers.Create(Factors, Parameters with { CgSteps = steps }, null).Solve(Rated, Values, solved);
            double objective = PlainAls.Objective(
                SparseMatrix.FromTriples(1, Items, new int[Rated.Length], Rated, Values), new FactorModel(Rank, solved, Factors), Parameters);
            Assert.True(objective < before, $"Step {steps}: {objective} after {before}.");
            before = objective;
        }
    }

    [Fact]
    public void Solve_FromTheSolution_StaysThere()
    {
        var exact = new float[Rank];
        new FoldIn(Factors, Parameters).Solve(Rated, Values, exact);
        var solved = (float[])exact.Clone();
        RowSolvers.Create(Factors, Parameters with { CgSteps = 1 }, null).Solve(Rated, Values, solved);
        for (int i = 0; i < Rank; i++)
            Assert.Equal(exact[i], solved[i], 1e-5);
    }

    [Fact]
    public void Solve_NoRatings_ReturnsZeros()
    {
        var solved = Numbers(2).AsSpan(0, Rank).ToArray();
        RowSolvers.Create(Factors, Parameters, null).Solve([], [], solved);
        Assert.All(solved, x => Assert.Equal(0f, x));
    }

    [Fact]
    public void Fit_RatingIsNoNumber_IsFound() => Assert.Contains(
        "the factors of item index 1 are not finite",
        Assert.Throws<NotFiniteNumberException>(() => AlsSolver.Fit(
            SparseMatrix.FromTriples(2, 2, [0, 1], [0, 1], [1f, float.NaN]), Parameters, 1, null, default)).Message,
        StringComparison.Ordinal);

    private static float[] Numbers(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Items * Rank).Select(_ => (float)(random.NextDouble() - 0.4))];
    }
}
