namespace RecPipeline.Evaluation.Tests;

public class ListOverlapTests
{
    [Fact]
    public void OverlapAt_HandCases_ComeOut()
    {
        Assert.Equal(1, ListOverlap.OverlapAt([1, 2, 3], [3, 2, 1], 3));
        Assert.Equal(0.5, ListOverlap.OverlapAt([1, 2, 3], [2, 9, 1], 2));
        Assert.Equal(0.25, ListOverlap.OverlapAt([1], [1, 2, 3, 4], 4));
        Assert.Equal(1, ListOverlap.OverlapAt([], [], 10));
        Assert.Equal(0, ListOverlap.OverlapAt([], [1], 10));
    }

    [Fact]
    public void RankBiased_HandCases_ComeOut()
    {
        Assert.Equal(1, ListOverlap.RankBiased([1, 2, 3], [1, 2, 3], 10), 1e-15);
        Assert.Equal(0, ListOverlap.RankBiased([1, 2], [3, 4], 10));
        // 1 2 against 2 1: X_1 = 0, X_2 = 2: (.1/.9)(.81 · 1) + .81 = .9
        Assert.Equal(0.9, ListOverlap.RankBiased([1, 2], [2, 1], 10), 1e-15);
        // 1 against 1 2: s = 1, l = 2, X_1 = X_2 = 1: (.1/.9)(.9 + .81/2 + .81 · 1/2) + (0 + 1)(.81) = .19 + .81
        Assert.Equal(1, ListOverlap.RankBiased([1], [1, 2], 10), 1e-15);
        // 1 against 2 1: X_1 = 0, X_2 = 1: (.1/.9)(.81/2) + (1/2)(.81) = .045 + .405
        Assert.Equal(0.45, ListOverlap.RankBiased([1], [2, 1], 10), 1e-15);
        Assert.Equal(0, ListOverlap.RankBiased([], [1], 10));
        Assert.Equal(1, ListOverlap.RankBiased([], [], 10));
    }

    [Fact]
    public void RankBiased_RandomLists_IsSymmetricAndWithinBounds()
    {
        var data = new RandomLists(users: 100, items: 40, length: 20, seed: 3);
        for (int user = 1; user < 100; user++)
        {
            double rbo = ListOverlap.RankBiased(data.Lists[user], data.Lists[user - 1], 20);
            Assert.InRange(rbo, 0, 1);
            Assert.Equal(rbo, ListOverlap.RankBiased(data.Lists[user - 1], data.Lists[user], 20));
        }
    }

    [Fact]
    public void ListChurn_TwoUsers_GivesMeansAndShareChanged()
    {
        var churn = new ListChurn(users: 2, cutoffs: [1, 2]);
        churn.Add(0, [1, 2], [1, 2]);
        churn.Add(1, [1, 2], [1, 3]);
        var rows = churn.Rows("final", 0, "blend", 42, 100);
        Assert.Equal([("Churn", 1, 0.0), ("Churn", 2, 0.25), ("RBO", 1, 1.0)], rows.Take(3).Select(row => (row.Metric, row.Cutoff, Math.Round(row.Value, 12))));
        Assert.Equal([0, 0.5], rows.Where(row => row.Metric == "UsersChanged").Select(row => row.Value));
    }
}
