using RecPipeline.Models.Ease;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests.Ease;

public sealed class EaseSolverTests
{
    private static readonly SparseMatrix Liked = RandomMatrix.Fill(3, 300, 230, 0.1, _ => 1f);
    private static readonly EaseParameters Parameters = new(20);

    [Fact]
    public void Fit_TwoItems_IsWorkedByHand()
    {
        // Three users: {0, 1}, {0, 1}, {0}. XᵀX = (3 2; 2 2); alone, item 1 is best foretold by 2 / (3 + 1), item 0 by 2 / (2 + 1).
        var model = EaseSolver.Fit(SparseMatrix.FromTriples(3, 2, [0, 0, 1, 1, 2], [0, 1, 0, 1, 0], [1f, 1f, 1f, 1f, 1f]), new EaseParameters(1), 1, null, default);
        Assert.Equal(0.5, model.Weight(0, 1), 1e-6);
        Assert.Equal(2.0 / 3, model.Weight(1, 0), 1e-6);
        Assert.Equal((0f, 0f), (model.Weight(0, 0), model.Weight(1, 1)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Fit_AnyMatrix_HasNoGradientOffTheDiagonal(bool binary)
    {
        // At the minimum, (XᵀX + λI)·B = XᵀX wherever B is free.
        var matrix = binary ? Liked : RandomMatrix.HalfStars(4, 200, 60, 0.2);
        var model = EaseSolver.Fit(matrix, Parameters, 2, null, default);
        var gram = Gram(matrix);
        for (int i = 0; i < matrix.Columns; i += 7) // every seventh row, each item of it
            for (int j = 0; j < matrix.Columns; j++)
            {
                double left = (Parameters.Lambda * model.Weight(i, j)) + Enumerable.Range(0, matrix.Columns).Sum(k => gram[i, k] * model.Weight(k, j));
                if (i != j)
                    Assert.Equal(gram[i, j], left, 1e-3 * (1 + gram[i, i])); // float32; the Gram matrix has cells up to its diagonal
            }
    }

    [Theory]
    [InlineData(KernelVariant.Scalar, 2)]
    [InlineData(KernelVariant.Vector256, 4)]
    [InlineData(KernelVariant.Vector512, 1)]
    public void Fit_AnyThreadsAndVariant_HasTheSameBits(KernelVariant variant, int threads) => Assert.Equal(
        EaseSolver.Fit(Liked, Parameters, 1, KernelVariant.Scalar, null, default).Weights,
        EaseSolver.Fit(Liked, Parameters, threads, variant, null, default).Weights);

    [Fact]
    public void Fit_ItemWithoutRatings_IsLeftOut()
    {
        var model = EaseSolver.Fit(SparseMatrix.FromTriples(2, 4, [0, 0, 1], [1, 3, 3], [1f, 1f, 1f]), Parameters, 1, null, default);
        Assert.Equal([1, 3], model.KnownItems);
        Assert.Equal((0f, 0f), (model.Weight(0, 1), model.Weight(1, 0)));
        var scores = new float[4];
        new EaseScorer(model).Score([1, 2], [1f, 1f], scores);
        Assert.Equal([float.NegativeInfinity, 0f, float.NegativeInfinity, model.Weight(1, 3)], scores);
    }

    [Fact]
    public void Score_History_IsTheSumOfWeights()
    {
        var model = EaseSolver.Fit(Liked, Parameters, 2, null, default);
        var scores = new float[model.Items];
        new EaseScorer(model).Score([5, 80, 200], [1f, 0.5f, 2f], scores);
        foreach (int item in model.KnownItems)
            Assert.Equal((double)model.Weight(5, item) + (0.5 * model.Weight(80, item)) + (2.0 * model.Weight(200, item)), scores[item], 1e-6);
    }

    [Fact]
    public void Fit_MoreItemsThanTheLimit_SaysHowMany() => Assert.Contains(
        "EASE: 230 items have ratings, more than the limit of 100",
        Assert.Throws<ArgumentException>(() => EaseSolver.Fit(Liked, Parameters with { MaxItems = 100 }, 1, null, default)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Fit_Cancelled_Stops() => Assert.ThrowsAny<OperationCanceledException>(
        () => EaseSolver.Fit(Liked, Parameters, 1, null, new CancellationToken(canceled: true)));

    [Fact]
    public void Fit_LambdaZero_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => EaseSolver.Fit(Liked, new EaseParameters(0), 1, null, default));

    [Fact]
    public void Score_UnknownIndex_NamesIt() => Assert.Contains(
        "Item index 7 is outside [0, 2)",
        Assert.Throws<ArgumentException>(() => new EaseScorer(new EaseModel(2, [0], [0f])).Score([7], [1f], new float[2])).Message,
        StringComparison.Ordinal);

    private static double[,] Gram(SparseMatrix matrix)
    {
        var gram = new double[matrix.Columns, matrix.Columns];
        for (int user = 0; user < matrix.Rows; user++)
            for (int a = 0; a < matrix.RowCount(user); a++)
                for (int b = 0; b < matrix.RowCount(user); b++)
                    gram[matrix.RowIndices(user)[a], matrix.RowIndices(user)[b]] += (double)matrix.RowValues(user)[a] * matrix.RowValues(user)[b];
        return gram;
    }
}
