using RecPipeline.Models.Kernels;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.TopN;

/// <summary>Blocks of users against canonical scores of the whole catalogue and a full sort: the same items with the same bits.</summary>
public sealed class FactorTopNTests
{
    private const int Users = 23;

    [Theory]
    [InlineData(3, 40, 5)]
    [InlineData(64, 1500, 100)] // three blocks of items
    [InlineData(64, 700, 1)]
    [InlineData(20, 600, 700)] // longer than the catalogue
    [InlineData(300, 530, 10)] // more than a run of the matrix product
    public void Find_RandomFactors_EqualsAFullSort(int rank, int items, int n) => Check(rank, items, n, random => (float)(random.NextDouble() - 0.4));

    // Scores are small whole numbers: every list ends inside a large tie.
    [Fact]
    public void Find_ManyTies_EqualsAFullSort() => Check(8, 1300, 50, random => random.Next(-1, 2));

    // Sums differ in their last bits only, so the product alone would order them wrongly.
    [Fact]
    public void Find_NearTies_EqualsAFullSort() => Check(64, 1300, 50, random => 1 + (random.Next(3) * 1e-7f));

    // Lengths from 10⁻¹⁵ to 10¹⁵: most users leave after the first block.
    [Fact]
    public void Find_LengthsFarApart_EqualsAFullSort() => Check(16, 1600, 20, random => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-15, 16))));

    [Fact]
    public void Find_NoFactors_GoesByPopularity() => Check(4, 600, 30, _ => 0);

    [Fact]
    public void Create_OrderOfOtherSize_SaysBoth() => Assert.Contains(
        "There are factors of 3 items and an order of 2.",
        Assert.Throws<ArgumentException>(() => new FactorTopN(new FactorPanel(new float[6], 2), new ListOrder([1, 2]), 1, 1)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(300)]
    public void Bound_RandomVectors_IsAboveEveryDifference(int rank)
    {
        var random = new Random(rank);
        double largest = 0;
        for (int round = 0; round < 2000; round++)
        {
            float[] x = Numbers(random, rank, _ => (float)(random.NextDouble() - 0.5)), y = Numbers(random, rank, _ => (float)(random.NextDouble() - 0.5));
            double difference = Math.Abs((double)GemmScalar.Dot(x, y) - CanonicalDot.Dot(x, y));
            Assert.True(difference <= ScoreError.Bound(rank, FactorPanel.LengthOf(x), FactorPanel.LengthOf(y)), $"rank {rank}: {difference}");
            largest = Math.Max(largest, difference);
        }
        Assert.Equal(rank > 1, largest > 0);
    }

    private static void Check(int rank, int items, int n, Func<Random, float> element)
    {
        var random = new Random(items);
        var order = new ListOrder([.. Enumerable.Range(1, items).OrderBy(_ => random.Next())]);
        float[] factors = Numbers(random, items * rank, element);
        factors.AsSpan(rank, 2 * rank).Clear(); // items that training has not seen
        var (topN, block) = (new FactorTopN(new FactorPanel(factors, rank), order, n, Users), new UserBlock(items, [0, items - 1], Users));
        var lists = Enumerable.Range(0, Users).Select(_ => new ModelList("als", n)).ToArray();
        for (int round = 0; round < 2; round++) // the second block finds the memory of the first
        {
            var ratings = RandomMatrix.HalfStars(round, Users, items, 0.05);
            block.Start(ratings, [.. Enumerable.Range(0, Users)], blocked: null);
            topN.Start();
            float[][] vectors = [.. Enumerable.Range(0, Users).Select(_ => Numbers(random, rank, element))];
            for (int user = round; user < Users; user++)
                vectors[user].CopyTo(topN.Add(user));
            topN.Find(block, lists);
            for (int user = round; user < Users; user++)
                Assert.Equal(Plain(factors, vectors[user], block.MaskOf(user), order, n), lists[user].List.Items.ToArray().Zip(lists[user].List.Scores.ToArray()));
        }
    }

    private static (int, float)[] Plain(float[] factors, float[] vector, ItemMask mask, ListOrder order, int n)
    {
        var scores = new float[order.Items];
        CanonicalDot.DotRows(vector, factors, scores);
        mask.Hide(scores);
        return TopNPlain.Select(scores, order, n);
    }

    private static float[] Numbers(Random random, int count, Func<Random, float> element) => [.. Enumerable.Range(0, count).Select(_ => element(random))];
}
