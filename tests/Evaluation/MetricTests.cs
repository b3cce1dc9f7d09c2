using RecPipeline.Models.Matrices;

namespace RecPipeline.Evaluation.Tests;

public class MetricTests
{
    [Fact]
    public void Arhr_OneHitAtRankThree_IsAThird() =>
        Assert.Equal(1.0 / 3, new AverageReciprocalHitRate().Value(new RankedList([8, 9, 4], [], [4], []), 10));

    [Fact]
    public void Ndcg_WorkedExample_IsTheDocumentedValue()
    {
        // relevant 2 5, items 7 2: (1/log2 3) / (1 + 1/log2 3) = .63093/1.63093
        Assert.Equal(0.38685280723454163, new Ndcg().Value(new RankedList([7, 2], [], [2, 5], []), 10), 1e-15);
        Assert.Equal(1, new Ndcg().Value(new RankedList([5, 2], [], [2, 5, 8], []), 2));
    }

    [Fact]
    public void Map_HitsAtOneAndFour_IsThreeQuarters() =>
        Assert.Equal(0.75, new MeanAveragePrecision().Value(new RankedList([1, 7, 8, 2], [], [1, 2], []), 10));

    [Fact]
    public void RankingMetrics_EmptyList_AreZero()
    {
        foreach (IListMetric metric in Ranking())
            Assert.Equal(0, metric.Value(new RankedList([], [], [1], [5f]), 10));
    }

    [Fact]
    public void RankingMetrics_NoRelevantItem_TakeNoPart()
    {
        foreach (IListMetric metric in Ranking())
            Assert.True(double.IsNaN(metric.Value(new RankedList([1, 2], [], [], []), 10)), metric.Name);
    }

    [Fact]
    public void Precision_ShortList_StillDividesByN() =>
        Assert.Equal(0.2, new Precision().Value(new RankedList([1, 2], [], [1, 2], []), 10));

    [Fact]
    public void Chr_RatingAtTheCutoff_Counts()
    {
        Assert.Equal(1, new CumulativeHitRate().Value(new RankedList([3], [], [3], [4.0f]), 1));
        Assert.True(double.IsNaN(new CumulativeHitRate().Value(new RankedList([3], [], [3], [3.5f]), 1)));
    }

    [Fact]
    public void Chr_ListWithoutRatings_SaysWhatToGive()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new CumulativeHitRate().Value(new RankedList([3], [], [3], []), 1));
        Assert.Contains("Give RelevantRatings, or leave cHR and rHR out", error.Message);
    }

    [Fact]
    public void UserCoverage_ScoreAtThreshold_CountsWithinCutoffOnly()
    {
        Assert.Equal(1, new UserCoverage(4f).Value(new RankedList([1, 2], [3f, 4f], [], []), 2));
        Assert.Equal(0, new UserCoverage(4f).Value(new RankedList([1, 2], [3f, 4f], [], []), 1));
        Assert.Equal(1, new UserCoverage().Value(new RankedList([1], [-3f], [], []), 1));
        Assert.Equal(0, new UserCoverage().Value(new RankedList([], [], [], []), 1));
    }

    [Fact]
    public void RankedList_BadInput_SaysWhatIsWrong()
    {
        Assert.Contains("Item 4 is listed twice, at ranks 1 and 3", Assert.Throws<ArgumentException>(() => new RankedList([4, 1, 4], [], [4], []).HitRanks.Length).Message);
        Assert.Contains("5 comes before 2", Assert.Throws<ArgumentException>(() => new RankedList([1], [], [5, 2], []).HitRanks.Length).Message);
        Assert.Contains("2 items but 1 scores", Assert.Throws<ArgumentException>(() => new RankedList([1, 2], [1f], [], []).HitRanks.Length).Message);
    }

    [Fact]
    public void RankedList_GivenBuffer_FindsTheSameHits()
    {
        int[] buffer = new int[2];
        Assert.Equal([2, 3], new RankedList([9, 1, 3], [], [1, 3], [], buffer).HitRanks.ToArray());
        Assert.Equal([2, 3], buffer);
    }

    [Fact]
    public void Cosine_HandValues_UseFullNorms()
    {
        // docs/evaluation.md section 3: (1,1)·(1,0) = .7071; (4,5,0,0,0)·(0,5,5,5,0) = 25 / sqrt(41 · 75) = .4508
        var pairs = new TrainingCatalogue(SparseMatrix.FromTriples(4, 5, [0, 0, 1, 2, 2, 3, 3, 3], [0, 1, 0, 0, 1, 1, 2, 3], [1, 1, 1, 4, 5, 5, 5, 5]));
        Assert.Equal(0.70710678, pairs.Cosine(0, 1), 1e-8);
        Assert.Equal(0.4508, pairs.Cosine(2, 3), 5e-5);
        Assert.Equal(1 - 0.4508, new Diversity(pairs).Value(new RankedList([2, 3], [], [], []), 10), 5e-5);
    }

    [Fact]
    public void Diversity_RandomLists_EqualsThePairwiseTwin()
    {
        var data = new RandomLists(users: 60, items: 200, length: 40, seed: 2);
        var diversity = new Diversity(data.Catalogue);
        int[] cutoffs = [1, 2, 10, 100];
        var values = new double[4];
        for (int user = 0; user < 60; user++)
        {
            diversity.Values(data.List(user), cutoffs, values);
            for (int c = 0; c < 4; c++)
                Assert.Equal(diversity.PairwisePlain(data.Lists[user].AsSpan(0, Math.Min(cutoffs[c], data.Lists[user].Length))), values[c], 1e-12);
            Assert.Equal(values[2], diversity.Value(data.List(user), 10));
        }
    }

    [Fact]
    public void Novelty_ItemsNobodyRated_HaveARankButNoInformation()
    {
        var catalogue = new TrainingCatalogue(SparseMatrix.FromTriples(3, 4, [0, 0, 2], [0, 1, 1], [5, 3, 4]));
        Assert.Equal((1, 3, 2), (catalogue.PopularityRank(0), catalogue.PopularityRank(1), catalogue.PopularityRank(2)));
        Assert.Equal(2, catalogue.TrainingUsers); // columns 2 and 3 are empty
        Assert.Equal(2.5, new NoveltyRank(catalogue).Value(new RankedList([1, 2], [], [], []), 10));
        Assert.Equal(1, new SelfInformation(catalogue).Value(new RankedList([1, 2], [], [], []), 10)); // -log2(1/2)
        Assert.True(double.IsNaN(new SelfInformation(catalogue).Value(new RankedList([1], [], [], []), 10)));
        Assert.True(double.IsNaN(new NoveltyRank(catalogue).Value(new RankedList([], [], [], []), 10)));
    }

    [Fact]
    public void Exposure_EqualAndConcentrated_GiveTheirLimits()
    {
        Assert.Equal(0, new Gini().Value([5, 5, 5, 5]));
        Assert.Equal(0.75, new Gini().Value([0, 0, 0, 8])); // (n - 1) / n
        Assert.Equal(2, new Entropy().Value([5, 5, 5, 5]));
        Assert.Equal(0, new Entropy().Value([0, 0, 0, 8]));
        Assert.Equal(0.25, new CatalogueCoverage().Value([0, 0, 0, 8]));
        Assert.True(double.IsNaN(new Gini().Value([0, 0])) && double.IsNaN(new Entropy().Value([0, 0])));
    }

    private static IListMetric[] Ranking() =>
    [
        new Ndcg(), new Recall(), new RecallCapped(), new Precision(), new MeanAveragePrecision(), new MeanReciprocalRank(),
        new HitRate(), new AverageReciprocalHitRate(), new CumulativeHitRate(), new RatingHitRate(5),
    ];
}
