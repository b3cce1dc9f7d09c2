using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Tests.Kernels;

public sealed class ScoreScanTests
{
    public static TheoryData<KernelVariant> Variants => [.. Enum.GetValues<KernelVariant>()];

    [Theory]
    [MemberData(nameof(Variants))]
    public void AtLeast_EveryLength_FindsThePlacesOfAPlainSearch(KernelVariant variant)
    {
        var random = new Random(3);
        for (int length = 0; length < 80; length++)
            foreach (float threshold in new[] { float.NegativeInfinity, -3, 0, 2, 9, float.PositiveInfinity })
            {
                float[] scores = [.. Enumerable.Range(0, length).Select(_ => random.Next(8) == 0 ? float.NaN : random.Next(-4, 5))];
                var places = new int[length];
                int count = ScoreScan.AtLeast(variant, scores, threshold, places);
                Assert.Equal(Enumerable.Range(0, length).Where(i => scores[i] >= threshold), places[..count]);
            }
    }

    [Fact]
    public void AtLeast_TooFewPlaces_SaysBothNumbers() => Assert.Contains(
        "A scan of 3 scores needs as many places; there are 2.",
        Assert.Throws<ArgumentException>(() => ScoreScan.AtLeast([1, 2, 3], 0, new int[2])).Message, StringComparison.Ordinal);
}
