using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Similarity;
using RecPipeline.Models.Slim;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests.Slim;

public sealed class SlimTests
{
    private static readonly SlimModel Model = new();
    private static readonly SparseMatrix Liked = RandomMatrix.Fill(51, 200, 40, 0.2, _ => 1f);

    // Three users: {0, 1}, {0, 1}, {0}. Item 1 from item 0: (2 − L1) / (3 + L2); item 0 from item 1: (2 − L1) / (2 + L2).
    [Fact]
    public void Fit_TwoItems_IsWorkedByHand()
    {
        var table = Fit(SparseMatrix.FromTriples(3, 2, [0, 0, 1, 1, 2], [0, 1, 0, 1, 0], [1f, 1f, 1f, 1f, 1f]),
            new SlimOptions { L1 = 0.5, L2 = 1 });
        Assert.Equal([1, 0], table.Neighbours.ToArray());
        Assert.Equal(0.5, table.RowScores(0)[0], 1e-6);
        Assert.Equal(0.375, table.RowScores(1)[0], 1e-6);
    }

    // At the minimum the gradient is 0 where a weight is free, and not below 0 where it is 0.
    [Theory]
    [InlineData(0, 5)]
    [InlineData(2, 5)]
    [InlineData(1, 0.5)]
    public void Fit_AllItemsAreCandidates_IsTheMinimum(double l1, double l2)
    {
        var table = Fit(Liked, new SlimOptions { L1 = l1, L2 = l2, MaxSweeps = 10_000 });
        int free = 0;
        for (int item = 0; item < 40; item++)
        {
            double[] weights = Weights(table, item);
            for (int other = 0; other < 40; other++)
            {
                double gradient = Enumerable.Range(0, 40).Sum(c => Common(other, c) * weights[c]) - Common(other, item) + l1
                    + (l2 * weights[other]);
                if (other != item && weights[other] > 0)
                {
                    Assert.Equal(0, gradient, 1e-3);
                    free++;
                }
                else if (other != item)
                {
                    Assert.True(gradient > -1e-3, $"weight of {other} for {item} should rise: {gradient}");
                }
            }
        }
        Assert.InRange(free, 100, 1560);
    }

    [Fact]
    public void Fit_FewCandidates_AreTheMostSimilar()
    {
        var table = Fit(Liked, new SlimOptions { Candidates = 5 });
        for (int item = 0; item < 40; item++)
        {
            int self = item;
            var nearest = Enumerable.Range(0, 40).Where(other => other != self)
                .OrderByDescending(other => Common(self, other) / Math.Sqrt(Common(self, self) * Common(other, other)))
                    .ThenBy(other => other).Take(5);
            Assert.Subset(nearest.ToHashSet(), table.RowNeighbours(item).ToArray().ToHashSet());
        }
    }

    [Fact]
    public void Fit_MoreItemsThanTheLimit_SaysWhatToDo() => Assert.Contains(
        "SLIM: 40 items were liked by somebody, more than models.slim.maxItems = 30",
        Assert.Throws<ModelException>(() => Fit(Liked, new SlimOptions { MaxItems = 30 })).Message, StringComparison.Ordinal);

    // PYTHONPATH=benchmarks/reference python3 benchmarks/reference/slim.py data/ml-latest-small (with SciPy)
    [Fact]
    public void Ndcg_LatestSmall_IsThatOfTheReference() => Assert.Equal(0.3402, Quality.Ndcg(Model, Model.Defaults, 0), 0.003);

    private static SimilarityTable Fit(SparseMatrix liked, SlimOptions options) =>
        SimilarityModel.Of(Model.Fit(new TrainingData(liked, 1), options, SmallFit.Context(2)));

    private static double[] Weights(SimilarityTable table, int item)
    {
        var weights = new double[table.Items];
        for (int i = 0; i < table.RowNeighbours(item).Length; i++)
            weights[table.RowNeighbours(item)[i]] = table.RowScores(item)[i];
        return weights;
    }

    private static double Common(int a, int b) =>
        Enumerable.Range(0, Liked.Rows).Count(user => Liked.RowIndices(user).Contains(a) && Liked.RowIndices(user).Contains(b));
}
