using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Tests.Kernels;

/// <summary>The matrix product: every variant has the bits of the plain one, for shapes around the tiles, transposed or not, inside larger arrays.</summary>
/// <remarks>Vector512 runs on every machine, in halves where the processor lacks it.</remarks>
public sealed class GemmTests
{
    public static TheoryData<KernelVariant> Variants => [.. Enum.GetValues<KernelVariant>()];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Add_EveryShape_HasTheBitsOfScalar(KernelVariant variant)
    {
        foreach (var (rows, columns, inner) in new[] { (1, 1, 1), (6, 16, 8), (7, 17, 3), (12, 32, 256), (13, 33, 257), (100, 70, 300), (97, 530, 20), (5, 3, 0) })
            foreach (bool transposed in new[] { false, true })
                Assert.Equal(Bits(Product(new GemmScalar(), rows, columns, inner, transposed)), Bits(Product(Gemm.Create(variant), rows, columns, inner, transposed)));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Add_CutIntoParts_HasTheSameBits(KernelVariant variant)
    {
        var random = new Random(5);
        MatrixView a = Random(random, 50, 300, false), b = Random(random, 300, 90, true), whole = Random(new Random(6), 50, 90, false), parts = Random(new Random(6), 50, 90, false);
        var gemm = Gemm.Create(variant);
        gemm.Add(a, b, whole, -1f);
        for (int row = 0; row < 50; row += 11)
            for (int column = 0; column < 90; column += 37)
            {
                var (rows, columns) = (Math.Min(11, 50 - row), Math.Min(37, 90 - column));
                gemm.Add(a.Block(row, 0, rows, 300), b.Block(0, column, 300, columns), parts.Block(row, column, rows, columns), -1f);
            }
        Assert.Equal(Bits(whole.Data), Bits(parts.Data));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Add_PackedBefore_HasTheSameBits(KernelVariant variant)
    {
        var gemm = Gemm.Create(variant);
        foreach (var (rows, columns, inner) in new[] { (1, 1, 1), (96, 512, 64), (5, 513, 64), (97, 700, 20), (13, 33, 257), (7, 1030, 600) })
            foreach (bool transposed in new[] { false, true })
            {
                var random = new Random(rows + columns);
                MatrixView a = Random(random, rows, inner, false), b = Random(random, inner, columns, transposed), c = Random(new Random(6), rows, columns, false), expected = Random(new Random(6), rows, columns, false);
                new GemmScalar().Add(a, b, expected);
                var packed = gemm.Pack(b);
                for (int block = 0; block < packed.BlockCount; block++)
                    gemm.Add(a, packed, block, c.Block(0, block * Gemm.BlockColumns, rows, packed.ColumnsOf(block)));
                Assert.Equal(Bits(expected.Data), Bits(c.Data));
            }
    }

    [Fact]
    public void Add_PackedOfOtherSize_GivesTheShapes() => Assert.Contains(
        "2 × 3 times 4 × 5 does not fit 2 × 5",
        Assert.Throws<ArgumentException>(() => Gemm.Create().Add(
            new MatrixView(new float[6], 0, 2, 3, 3), Gemm.Create().Pack(new MatrixView(new float[20], 0, 4, 5, 5)), 0, new MatrixView(new float[10], 0, 2, 5, 5))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Dot_LongRow_IsACellOfTheProduct()
    {
        var random = new Random(7);
        MatrixView a = Random(random, 1, 700, false), b = Random(random, 700, 1, true), c = new(new float[1], 0, 1, 1, 1);
        Gemm.Create().Add(a, b, c);
        Assert.Equal(c.Data[0], GemmScalar.Dot(a.Row(0), b.Transposed.Row(0)));
    }

    [Fact]
    public void Add_TwoByTwo_IsWorkedByHand()
    {
        float[] c = [1, 1, 1, 1];
        Gemm.Create().Add(new MatrixView([1, 2, 3, 4], 0, 2, 2, 2), new MatrixView([5, 6, 7, 8], 0, 2, 2, 2), new MatrixView(c, 0, 2, 2, 2));
        Assert.Equal([20f, 23f, 44f, 51f], c);
    }

    [Fact]
    public void Add_LongInner_IsNearTheExactProduct()
    {
        var random = new Random(8);
        MatrixView a = Random(random, 3, 2000, false), b = Random(random, 2000, 4, false), c = new(new float[12], 0, 3, 4, 4);
        Gemm.Create().Add(a, b, c);
        for (int row = 0; row < 3; row++)
            for (int column = 0; column < 4; column++)
            {
                double exact = 0;
                for (int k = 0; k < 2000; k++)
                    exact += (double)a.Row(row)[k] * b.Row(k)[column];
                Assert.Equal(exact, c.Row(row)[column], 1e-3); // sums of 2,000 terms below 1
            }
    }

    [Fact]
    public void Add_ShapesDiffer_GivesThem() => Assert.Contains(
        "2 × 3 times 4 × 5 does not fit 2 × 5",
        Assert.Throws<ArgumentException>(() => Gemm.Create().Add(
            new MatrixView(new float[6], 0, 2, 3, 3), new MatrixView(new float[20], 0, 4, 5, 5), new MatrixView(new float[10], 0, 2, 5, 5))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void CreateView_ArrayTooShort_Says() => Assert.Contains(
        "A view of 2 × 3 from 1 with strides 3 and 1 exceeds 6 elements",
        Assert.Throws<ArgumentException>(() => new MatrixView(new float[6], 1, 2, 3, 3)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Block_Outside_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new MatrixView(new float[6], 0, 2, 3, 3).Block(1, 0, 2, 3));

    [Fact]
    public void Axpy_EveryLength_HasTheBitsOfPlain()
    {
        var random = new Random(9);
        for (int length = 0; length < 40; length++)
        {
            float[] row = Numbers(random, length), plain = Numbers(random, length), fast = [.. plain];
            Axpy.AddPlain(0.3f, row, plain);
            Axpy.AddVectors(0.3f, row, fast);
            Assert.Equal(plain, fast);
        }
    }

    // The whole array behind c: a cell written outside the view would show.
    private static float[] Product(Gemm gemm, int rows, int columns, int inner, bool transposed)
    {
        var random = new Random(rows + columns);
        MatrixView a = Random(random, rows, inner, transposed), b = Random(random, inner, columns, transposed), c = Random(random, rows, columns, false);
        gemm.Add(a, b, c, transposed ? -1f : 1f);
        return c.Data;
    }

    private static MatrixView Random(Random random, int rows, int columns, bool transposed)
    {
        var (height, width) = transposed ? (columns, rows) : (rows, columns);
        var view = new MatrixView(Numbers(random, ((height + 2) * (width + 3)) + 5), width + 4, height, width, width + 3);
        return transposed ? view.Transposed : view;
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5) * 2)];

    private static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);
}
