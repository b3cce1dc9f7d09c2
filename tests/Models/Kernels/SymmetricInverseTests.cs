using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Tests.Kernels;

public sealed class SymmetricInverseTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(192)]
    [InlineData(193)]
    [InlineData(500)]
    public void Invert_EverySize_TimesTheMatrixIsOne(int size)
    {
        float[] matrix = Matrix(size), inverse = [.. matrix];
        SymmetricInverse.Invert(inverse, size, 2, null, default);
        for (int row = 0; row < size; row += Math.Max(1, size / 50))
            for (int column = 0; column < size; column++)
            {
                double product = Enumerable.Range(0, size).Sum(k => (double)matrix[(Math.Min(row, k) * size) + Math.Max(row, k)] * inverse[(k * size) + column]);
                Assert.Equal(row == column ? 1 : 0, product, 1e-3); // float32, condition some hundred
            }
    }

    [Theory]
    [InlineData(KernelVariant.Scalar, 2)]
    [InlineData(KernelVariant.Vector256, 1)]
    [InlineData(KernelVariant.Vector256, 4)]
    [InlineData(KernelVariant.Vector512, 2)]
    public void Invert_AnyThreadsAndVariant_HasTheSameBits(KernelVariant variant, int threads)
    {
        float[] expected = Matrix(430), actual = [.. expected];
        SymmetricInverse.Invert(expected, 430, 1, KernelVariant.Scalar, null, default);
        SymmetricInverse.Invert(actual, 430, threads, variant, null, default);
        Assert.Equal(Array.ConvertAll(expected, BitConverter.SingleToInt32Bits), Array.ConvertAll(actual, BitConverter.SingleToInt32Bits));
    }

    [Fact]
    public void Invert_NotPositiveDefinite_NamesTheRow()
    {
        var matrix = new float[200 * 200];
        for (int row = 0; row < 200; row++)
            matrix[row * 201] = row == 195 ? -1f : 1f;
        var error = Assert.Throws<ArithmeticException>(() => SymmetricInverse.Invert(matrix, 200, 2, null, default));
        Assert.Contains("its Cholesky factor ends at row 195", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Invert_Progress_RisesToOne()
    {
        var seen = new List<double>();
        SymmetricInverse.Invert(Matrix(400), 400, 1, seen.Add, default);
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1, seen[^1], 1e-12);
    }

    // The upper triangle of I + Z·Zᵀ / 8; what lies below is noise that must not be read.
    private static float[] Matrix(int size)
    {
        var random = new Random(size);
        double[][] z = [.. Enumerable.Range(0, size).Select(_ => Enumerable.Range(0, 12).Select(_ => random.NextDouble() - 0.5).ToArray())];
        var matrix = new float[size * size];
        for (int i = 0; i < size; i++)
            for (int j = 0; j < size; j++)
                matrix[(i * size) + j] = i > j ? random.Next(100) : (float)((i == j ? 1 : 0) + (z[i].Zip(z[j], (x, y) => x * y).Sum() / 8));
        return matrix;
    }
}
