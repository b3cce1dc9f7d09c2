using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Splitting;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.Support;

/// <summary>What a model of the registry reaches on MovieLens latest-small, measured as the scripts in benchmarks/reference do.</summary>
internal static class Quality
{
    private const float One = 1; // likes count 1 in strong_liked, so 1 is what is liked

    /// <summary>NDCG@100 by protocol strong_liked.</summary>
    public static double Ndcg(IModel model, ModelOptions options, int fold, Features? features = null)
    {
        var data = new TrainingData(StrongLiked.Train(fold), One) { ItemFeatures = features, Timestamps = StrongLiked.TrainTimes(fold) };
        var state = model.Fit(data, options, SmallFit.Context(2));
        var scorer = model.Lists(state, options, new ListContext(42, 2, One, ModelTables.Scale, default))!.NewScorer();
        return StrongLiked.Ndcg(fold, (history, times) =>
        {
            var scores = new float[data.Items];
            scorer.TryScore(new History(history, [.. history.Select(_ => One)]) { Timestamps = times }, scores);
            return scores;
        });
    }

    public static double MeanNdcg(IModel model, ModelOptions options) => Enumerable.Range(0, 5).Average(fold => Ndcg(model, options, fold));

    /// <summary>Root mean square error by protocol hash_20, and the test rows that have a prediction.</summary>
    public static (double Rmse, int Rows) Rmse(IModel model, ModelOptions options, int fold = 0, Features? features = null)
    {
        var (train, test) = Hash20(fold);
        var predictor = model.Ratings(model.FitRatings(new TrainingData(train, 4) { ItemFeatures = features }, options, SmallFit.Context(2)), options, ModelTables.Scale)!;
        double[] squares =
        [
            .. from row in Enumerable.Range(0, test.Count)
               let prediction = predictor.Predict(test.UserIndex[row], test.ItemIndex[row])
               where prediction is not null
               select (prediction.Value - test.Rating[row]) * (prediction.Value - test.Rating[row]),
        ];
        return (Math.Sqrt(squares.Average()), squares.Length);
    }

    private static (SparseMatrix Train, RatingRows Test) Hash20(int fold)
    {
        var rows = MovieLens.LatestSmall;
        var roles = Splits.Named("hash_20").Assign(rows, fold, 42);
        return (rows.With(roles, RowRole.Train).ToMatrix(), rows.With(roles, RowRole.Test));
    }
}
