using RecPipeline.Models.Ease;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests.Ease;

/// <summary>NDCG@100 of EASE on latest-small, protocol strong_liked: docs/evaluation.md, section 5 (reference .348).</summary>
public sealed class EaseListQualityTests
{
    [Fact]
    [Trait("Tier", "All")]
    public void Ndcg_LambdaHundred_MeanOfFiveFolds() => Assert.InRange(Enumerable.Range(0, 5).Average(Ndcg), 0.343, 0.36);

    private static double Ndcg(int fold)
    {
        var model = EaseSolver.Fit(StrongLiked.Train(fold), new EaseParameters(100), 2, null, default);
        var scorer = new EaseScorer(model);
        return StrongLiked.Ndcg(fold, history =>
        {
            var scores = new float[model.Items];
            scorer.Score(history, [.. history.Select(_ => 1f)], scores);
            return scores;
        });
    }
}
