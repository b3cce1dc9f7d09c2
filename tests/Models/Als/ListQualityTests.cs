using RecPipeline.Models.Als;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Tests.Support;

namespace RecPipeline.Models.Tests.Als;

/// <summary>NDCG@100 of implicit ALS on latest-small, protocol strong_liked: docs/evaluation.md, section 5. The limits are those of the requirements.</summary>
public sealed class ListQualityTests
{
    private static readonly AlsParameters Mllib = new(64, 10, 0.1, 2, true, 42);

    [Fact]
    public void Ndcg_FirstFold_BeatsPopularity()
    {
        double popularity = StrongLiked.Ndcg(0, _ => new float[StrongLiked.Train(0).Columns]);
        Assert.InRange(Ndcg(0, Mllib), popularity + 0.1, 1); // references, mean of five folds: .348 and .198
    }

    [Fact]
    [Trait("Tier", "All")]
    public void Ndcg_ObjectiveOfMllib_MeanOfFiveFolds() => Assert.InRange(Mean(Mllib), 0.345, 0.36); // reference .348

    // PYTHONPATH=benchmarks/reference python3 benchmarks/reference/ials.py data/ml-latest-small
    [Fact]
    [Trait("Tier", "All")]
    public void Ndcg_ObjectiveIals_MeanOfFiveFolds() =>
        Assert.InRange(Quality.MeanNdcg(new AlsModel(), new AlsOptions { Objective = "ials" }), 0.349, 0.36);

    [Fact]
    [Trait("Tier", "All")]
    public void Ndcg_ConjugateGradient_MeanOfFiveFolds() => Assert.InRange(Mean(Mllib with { Solver = AlsSolverKind.ConjugateGradient }), 0.345, 0.36);

    private static double Mean(AlsParameters p) => Enumerable.Range(0, 5).Average(fold => Ndcg(fold, p));

    private static double Ndcg(int fold, AlsParameters p)
    {
        var model = AlsSolver.Fit(StrongLiked.Train(fold), p, 2, null, default);
        var (foldIn, user) = (new FoldIn(model.ItemFactors, p), new float[p.Rank]);
        return StrongLiked.Ndcg(fold, history =>
        {
            var scores = new float[model.Items];
            foldIn.Solve(history, [.. history.Select(_ => 1f)], user);
            CanonicalDot.DotRows(user, model.ItemFactors, scores);
            return scores;
        });
    }
}
