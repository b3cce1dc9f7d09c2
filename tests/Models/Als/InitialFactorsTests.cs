using RecPipeline.Models.Als;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Tests.Als;

public sealed class InitialFactorsTests
{
    private const int Rows = 5000, Rank = 8;
    private static readonly SparseMatrix Diagonal = new(Rows, [.. Enumerable.Range(0, Rows + 1)], [.. Enumerable.Range(0, Rows)], [.. Enumerable.Repeat(1f, Rows)]);

    [Fact]
    public void Draw_EveryRow_HasLengthOne()
    {
        var factors = InitialFactors.Draw(Diagonal, Rank, 1, 2, default);
        for (int row = 0; row < Rows; row++)
            Assert.Equal(1, PlainAls.Dot(factors.AsSpan(row * Rank, Rank), factors.AsSpan(row * Rank, Rank)), 1e-6);
    }

    [Fact]
    public void Draw_ManyRows_PointInAllDirections()
    {
        // An element of a random direction has mean 0, variance 1/rank and, in 8 dimensions, kurtosis 3·8/10; the limits are 4 standard errors or more.
        double[] elements = [.. InitialFactors.Draw(Diagonal, Rank, 1, 1, default).Select(x => (double)x)];
        Assert.Equal(0, elements.Average(), 0.008);
        Assert.Equal(1.0 / Rank, elements.Average(x => x * x), 1e-6);
        Assert.Equal(2.4, elements.Average(x => x * x * x * x) * Rank * Rank, 0.1);
    }

    [Fact]
    public void Draw_OneRow_DependsOnSeedAndRowOnly()
    {
        var all = InitialFactors.Draw(Diagonal, Rank, 9, 4, default);
        int[] offsets = [.. Enumerable.Range(0, Rows + 1).Select(row => row > 4321 ? 1 : 0)];
        var one = InitialFactors.Draw(new SparseMatrix(1, offsets, [0], [1f]), Rank, 9, 1, default);
        Assert.Equal(all.AsSpan(4321 * Rank, Rank), one.AsSpan(4321 * Rank, Rank));
        Assert.All(one.Take(4321 * Rank), x => Assert.Equal(0f, x));
    }

    [Fact]
    public void Draw_FixedSeed_GivesFixedNumbers() => Assert.Equal(
        Expected, InitialFactors.Draw(new SparseMatrix(1, [0, 1], [0], [1f]), 3, 42, 1, default));

    // From this very test: a change means that every trained model changes.
    private static float[] Expected => [0.745087087f, 0.590794742f, -0.309526712f];
}
