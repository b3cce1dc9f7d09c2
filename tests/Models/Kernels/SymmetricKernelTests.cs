using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Tests.Kernels;

/// <summary>The symmetric system: every variant has the bits of the plain one for all sizes around the tile, and the plain one solves the system.</summary>
/// <remarks>Vector512 runs on every machine, in halves where the processor lacks it, so all variants are tested everywhere.</remarks>
public sealed class SymmetricKernelTests
{
    private const int Rows = 37;

    public static TheoryData<KernelVariant> Variants => [.. Enum.GetValues<KernelVariant>()];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Solve_EverySize_HasTheBitsOfScalar(KernelVariant variant)
    {
        for (int size = 1; size <= 66; size++)
        {
            var (plain, fast) = (Run(SymmetricKernel.Of(KernelVariant.Scalar), size), Run(SymmetricKernel.Of(variant), size));
            Assert.Equal(Upper(plain.Sum, size), Upper(fast.Sum, size));
            Assert.Equal(Upper(plain.Factor, size), Upper(fast.Factor, size));
            Assert.Equal(Bits(plain.X.AsSpan(0, size)), Bits(fast.X.AsSpan(0, size)));
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void SolveColumns_EverySize_HasTheBitsOfSolve(KernelVariant variant)
    {
        var kernel = SymmetricKernel.Of(variant);
        for (int size = 1; size <= 66; size++)
            foreach (int columns in new[] { 1, 8, 11, 24 })
            {
                var (factor, stride) = (Run(kernel, size).Factor, SymmetricKernel.Stride(size));
                float[] b = Numbers(new Random(size), stride * columns);
                b.AsSpan(size * columns).Clear();
                float[] solved = [.. b];
                kernel.SolveColumns(factor, solved, columns, size);
                for (int column = 0; column < columns; column++)
                {
                    float[] one = [.. Enumerable.Range(0, stride).Select(row => b[(row * columns) + column])];
                    SymmetricKernel.Of(KernelVariant.Scalar).Solve(factor, one, size);
                    Assert.Equal(Bits(one.AsSpan(0, size)), Enumerable.Range(0, size).Select(row => BitConverter.SingleToInt32Bits(solved[(row * columns) + column])));
                }
            }
    }

    [Fact]
    public void SolveColumns_TooShort_SaysBoth() => Assert.Contains(
        "2 right sides need 32 elements; there are 31.",
        Assert.Throws<ArgumentException>(() => SymmetricKernel.Chosen.SolveColumns(new float[256], new float[31], 2, 5)).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Variants))]
    public void DotRows_EverySize_IsTheCanonicalDot(KernelVariant variant)
    {
        for (int size = 1; size <= 66; size++)
        {
            var random = new Random(size);
            float[] factors = Numbers(random, 20 * size), vector = Numbers(random, size), products = new float[3];
            SymmetricKernel.Of(variant).DotRows(factors, size, [19, 0, 7], vector, products);
            Assert.Equal([Dot(19), Dot(0), Dot(7)], products);
            float Dot(int row) => DotScalar.Dot(factors.AsSpan(row * size, size), vector);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(20)]
    [InlineData(64)]
    public void Solve_Scalar_FulfilsTheEquations(int size)
    {
        var run = Run(SymmetricKernel.Of(KernelVariant.Scalar), size);
        int stride = SymmetricKernel.Stride(size);
        for (int i = 0; i < size; i++)
        {
            double left = Enumerable.Range(0, size).Sum(j => (double)run.Sum[(Math.Min(i, j) * stride) + Math.Max(i, j)] * run.X[j]);
            Assert.Equal(run.B[i], left, 2e-4); // float32, condition about 100, right sides about 10
        }
    }

    [Fact]
    public void Factor_TwoByTwo_IsWorkedByHand()
    {
        var matrix = new float[16 * 16];
        (matrix[0], matrix[1], matrix[17]) = (4, 2, 5);
        SymmetricKernel.Chosen.Factor(matrix, 2);
        Assert.Equal((.5f, 1f, .5f), (matrix[0], matrix[1], matrix[17]));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Solve_NotPositiveDefinite_GivesNaN(KernelVariant variant)
    {
        var (matrix, b) = (new float[16 * 16], new float[16]);
        (matrix[0], matrix[1], matrix[17], b[0]) = (1, 2, 1, 1);
        var kernel = SymmetricKernel.Of(variant);
        kernel.Factor(matrix, 2);
        kernel.Solve(matrix, b, 2);
        Assert.True(float.IsNaN(b[0]));
    }

    [Fact]
    public void AddOuterProducts_ShortPanel_GivesTheLength() => Assert.Contains(
        "A panel of 3 rows with stride 16 has 32 elements",
        Assert.Throws<ArgumentException>(() => SymmetricKernel.Chosen.AddOuterProducts(new float[32], 3, new float[256], 5)).Message,
        StringComparison.Ordinal);

    // Gathers random factor rows, forms A = I + Σ z·zᵀ and solves A·x = b.
    private static (float[] Sum, float[] Factor, float[] B, float[] X) Run(SymmetricKernel kernel, int size)
    {
        var random = new Random(size);
        int stride = SymmetricKernel.Stride(size);
        float[] factors = Numbers(random, 50 * size), scales = Numbers(random, Rows), weights = Numbers(random, Rows);
        int[] rows = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(50))];
        float[] panel = new float[Rows * stride], matrix = new float[stride * stride], b = new float[stride];
        kernel.Gather(factors, size, rows, scales, panel);
        kernel.SumRows(factors, size, rows, weights, b);
        kernel.AddOuterProducts(panel, Rows, matrix, size);
        for (int i = 0; i < size; i++)
            matrix[(i * stride) + i] += 1f;
        var (factor, x) = ((float[])matrix.Clone(), (float[])b.Clone());
        kernel.Factor(factor, size);
        kernel.Solve(factor, x, size);
        return (matrix, factor, b, x);
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5) * 2)];

    private static int[] Upper(float[] matrix, int size)
    {
        int stride = SymmetricKernel.Stride(size);
        return [.. Enumerable.Range(0, size).SelectMany(i => Bits(matrix.AsSpan((i * stride) + i, size - i)))];
    }

    private static int[] Bits(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), BitConverter.SingleToInt32Bits);
}
