using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.TopN;

public sealed class ZScoreBlendTests
{
    [Fact]
    public void WriteTo_TwoLists_WeighsZScoresAndGivesTheLowestToMissingItems()
    {
        // List a: mean 2, sd 1, z = 1, −1. List b: mean 7, sd 2, z = 1, −1. Item 1 is in both.
        var scores = Blend(([(0, 3f), (1, 1f)], 1), ([(1, 9f), (2, 5f)], 0.5));
        Assert.Equal(1 - 0.5, scores[0], 1e-6);
        Assert.Equal(-1 + 0.5, scores[1], 1e-6);
        Assert.Equal(-1 - 0.5, scores[2], 1e-6);
        Assert.Equal(float.NegativeInfinity, scores[3]);
    }

    [Fact]
    public void WriteTo_EqualScores_CountAsZero()
    {
        var scores = Blend(([(0, 2f), (3, 2f)], 1), ([(0, 3f), (3, 1f)], 1));
        Assert.Equal([1f, -1f], [scores[0], scores[3]]);
    }

    [Fact]
    public void Add_OneOfTwoModels_KeepsTheScale()
    {
        var blend = new ZScoreBlend(4, totalWeight: 3);
        var list = List([(0, 3f), (1, 1f)]);
        blend.Start([(list, 1)]);
        blend.Add(list, 1);
        var scores = new float[4];
        blend.WriteTo(scores);
        Assert.Equal([3f, -3f], scores[..2]);
    }

    [Fact]
    public void Start_NextUser_ForgetsTheLast()
    {
        var blend = new ZScoreBlend(4, 1);
        foreach (var list in new[] { List([(0, 3f), (1, 1f)]), List([(2, 3f), (3, 1f)]) })
        {
            blend.Start([(list, 1)]);
            blend.Add(list, 1);
        }
        var scores = new float[4];
        blend.WriteTo(scores);
        Assert.Equal([float.NegativeInfinity, float.NegativeInfinity, 1f, -1f], scores);
    }

    private static float[] Blend(params ((int, float)[] List, double Weight)[] parts)
    {
        var blend = new ZScoreBlend(4, parts.Sum(part => part.Weight));
        var lists = parts.Select(part => (List(part.List), part.Weight)).ToArray();
        blend.Start(lists);
        foreach (var (list, weight) in lists)
            blend.Add(list, weight);
        var scores = new float[4];
        blend.WriteTo(scores);
        return scores;
    }

    private static CandidateList List((int Item, float Score)[] rows)
    {
        var list = new CandidateList(rows.Length);
        foreach (var (item, score) in rows)
            list.Add(item, score);
        return list;
    }
}
