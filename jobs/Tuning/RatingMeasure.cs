using RecPipeline.Evaluation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Numbers;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Jobs.Tuning;

/// <summary>
/// RMSE of a model's predictions of a tenth of a fold's training rows, drawn by hash, which the fit does not see; item means stand in where
/// it has none.
/// </summary>
/// <param name="context">Tables, threads and cancellation.</param>
/// <param name="data">Training rows of the fold.</param>
internal sealed class RatingMeasure(StageContext context, TrainingData data) : IMeasure
{
    private const int Parts = 10;

    private readonly ulong _key = CounterRandom.Key(context.Options.Seed, Parts);
    private readonly int[] _users = TrainingShare.Users(data.Ratings);
    private (int Users, TrainingData Data, TrainingData Hidden)? _share;

    /// <summary>The tables that it reads.</summary>
    public static IEnumerable<string> Tables(FoldName fold) => [fold.Train];

    public int TrainingUsers => _users.Length;

    public int Users => _users.Length;

    public string Metric => "RMSE";

    public double Value(ChosenModel model, int trainingUsers)
    {
        var (_, rows, hidden) = Share(trainingUsers);
        var state = model.FitRatings(rows, context.ForFitting());
        var errors = new RatingErrors(rows.Users);
        errors.Add(hidden.Ratings, 0, new FittedModel(model.Model, model.Options, state).ToRatings(context.Options.Scale()).Predict,
            new ItemMeans(rows.ByItem));
        return errors.RmseWithFallback;
    }

    private bool IsHidden(int user, int item) => CounterRandom.Index(_key, ((long)user * data.Items) + item, Parts) == 0;

    private (int Users, TrainingData Data, TrainingData Hidden) Share(int users)
    {
        if (_share is not { } share || share.Users != users)
        {
            int[] drawn = UserSample.Draw(_users, context.Run.Catalog.UserIds(), context.Options.Seed, users).Users;
            _share = share = (users, TrainingShare.Of(data, drawn, (user, item) => !IsHidden(user, item)),
                TrainingShare.Of(data, drawn, IsHidden));
        }
        return share;
    }
}
