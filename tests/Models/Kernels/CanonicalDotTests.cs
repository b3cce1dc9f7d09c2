using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Tests.Kernels;

/// <summary>Every variant this machine has gives the bits of the plain one, for all lengths around the lane count.</summary>
public sealed class CanonicalDotTests
{
    public static TheoryData<KernelVariant> Variants => [.. KernelChoice.Supported];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Dot_EveryLength_HasTheBitsOfScalar(KernelVariant variant)
    {
        var random = new Random(1);
        for (int length = 0; length <= 130; length++)
        {
            float[] a = Floats(random, length), b = Floats(random, length);
            double[] c = [.. a.Select(x => x / 3.0)], d = [.. b.Select(x => x / 7.0)];
            Assert.Equal(BitConverter.SingleToInt32Bits(DotScalar.Dot(a, b)), BitConverter.SingleToInt32Bits(Dot(variant, a, b)));
            Assert.Equal(BitConverter.DoubleToInt64Bits(DotScalar.Dot(c, d)), BitConverter.DoubleToInt64Bits(Dot(variant, c, d)));
        }
    }

    [Fact]
    public void Dot_SmallIntegers_IsExact() => Assert.Equal(
        Enumerable.Range(0, 40).Sum(i => i * (i + 1)),
        CanonicalDot.Dot(Enumerable.Range(0, 40).Select(i => (float)i).ToArray(), Enumerable.Range(1, 40).Select(i => (float)i).ToArray()));

    [Fact]
    public void Dot_LaneOrder_IsTheDocumentedTree()
    {
        // Lane 0 holds 2^24, lanes 1 and 9 hold 1: 1 + 1 joins first (half = 8), so the 2 survives the rounding at 2^24.
        var a = new float[16];
        (a[0], a[1], a[9]) = (16777216f, 1f, 1f);
        Assert.Equal(16777218f, CanonicalDot.Dot(a, Enumerable.Repeat(1f, 16).ToArray()));
    }

    [Fact]
    public void DotRows_EachRow_IsItsDot()
    {
        var random = new Random(2);
        float[] vector = Floats(random, 20), rows = Floats(random, 60), products = new float[3];
        CanonicalDot.DotRows(vector, rows, products);
        for (int r = 0; r < 3; r++)
            Assert.Equal(DotScalar.Dot(vector, rows.AsSpan(r * 20, 20)), products[r]);
    }

    [Fact]
    public void Dot_LengthsDiffer_GivesBoth() => Assert.Contains(
        "there are 2 and 1", Assert.Throws<ArgumentException>(() => CanonicalDot.Dot([1f, 2f], [1f])).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_UnknownName_NamesTheVariable() => Assert.Contains(
        "RECPIPELINE_KERNEL is 'sse'", Assert.Throws<ArgumentException>(() => KernelChoice.Parse("sse")).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_Scalar_IsAlwaysThere() => Assert.Equal(KernelVariant.Scalar, KernelChoice.Parse("scalar"));

    private static float[] Floats(Random random, int length) =>
        [.. Enumerable.Range(0, length).Select(_ => ((float)random.NextDouble() - 0.5f) * MathF.Pow(10, random.Next(-3, 4)))];

    private static float Dot(KernelVariant variant, float[] a, float[] b) => variant switch
    {
        KernelVariant.Vector512 => DotVector512.Dot(a, b),
        KernelVariant.Vector256 => DotVector256.Dot(a, b),
        _ => DotScalar.Dot(a, b),
    };

    private static double Dot(KernelVariant variant, double[] a, double[] b) => variant switch
    {
        KernelVariant.Vector512 => DotVector512.Dot(a, b),
        KernelVariant.Vector256 => DotVector256.Dot(a, b),
        _ => DotScalar.Dot(a, b),
    };
}
