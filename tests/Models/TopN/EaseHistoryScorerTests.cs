using RecPipeline.Models.Ease;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.TopN;

public sealed class EaseHistoryScorerTests
{
    // Items 0 and 2 have weights, item 1 was never liked: .3 from 0 to 2, .4 from 2 to 0.
    private static readonly EaseModel Model = new(3, [0, 2], [0f, 0.3f, 0.4f, 0f]);

    [Fact]
    public void TryScore_LikedRows_SumTheirWeights()
    {
        var scores = new float[3];
        Assert.True(new EaseHistoryScorer(Model, 4).TryScore(new History([0, 1, 2], [5f, 5f, 1f]), scores));
        Assert.Equal([0f, float.NegativeInfinity, 0.3f], scores);
    }

    [Theory]
    [InlineData(0, 3f)]
    [InlineData(1, 5f)]
    public void TryScore_NothingLikedOrKnown_IsFalse(int item, float rating) =>
        Assert.False(new EaseHistoryScorer(Model, 4).TryScore(new History([item], [rating]), new float[3]));

    [Fact]
    public void Explain_Item_GivesTheWeightOfEachLikedRow()
    {
        var (scorer, parts) = (new EaseHistoryScorer(Model, 4), new float[2]);
        scorer.TryScore(new History([0, 2], [5f, 2f]), new float[3]);
        scorer.Explain(2, parts);
        Assert.Equal([0.3f, 0f], parts);
    }
}
