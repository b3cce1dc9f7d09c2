using RecPipeline.Evaluation;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Popularity;
using RecPipeline.Models.Splitting;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Tuning;

/// <summary>NDCG of a model's lists for the validation users of a fold, whom no training row and no test row is of.</summary>
/// <param name="context">Tables, threads and cancellation.</param>
/// <param name="fold">With held-out users.</param>
/// <param name="data">Its training rows.</param>
/// <param name="cutoff">Rows of a list.</param>
internal sealed class ListMeasure(StageContext context, FoldName fold, TrainingData data, int cutoff) : IMeasure
{
    private const int MaxUsers = 2000;
    private const int RangeUsers = 32;

    private readonly int[] _trainingUsers = TrainingShare.Users(data.Ratings);
    private readonly SparseMatrix _hidden = context.Matrix(fold.ValidationTest);
    private readonly int[] _users = Draw(context, TrainingShare.Users(context.Matrix(fold.ValidationTest)), MaxUsers);
    private (int Users, TrainingData Data, FittedModel Popularity)? _share;

    /// <summary>The tables that it reads.</summary>
    public static IEnumerable<string> Tables(FoldName fold) => [fold.Train, fold.ValidationFoldIn, fold.ValidationTest];

    public int TrainingUsers => _trainingUsers.Length;

    public int Users => _users.Length;

    public string Metric => $"NDCG@{cutoff}";

    public double Value(ChosenModel model, int trainingUsers)
    {
        var (_, rows, popularity) = Share(trainingUsers);
        var fitted = new FittedModel(model.Model, model.Options, model.Fit(rows, context.ForFitting()));
        int[] unknown = [.. Enumerable.Range(0, rows.Items).Where(item => rows.Popularity.Ratings[item] == 0)];
        var order = new ListOrder(PopularityModel.Of(popularity.State).Rank);
        return Mean([popularity, fitted], new ListSettings(order, cutoff, cutoff, unknown));
    }

    private double Mean(FittedModel[] models, ListSettings settings)
    {
        var histories = context.Matrix(fold.ValidationFoldIn);
        var times = context.HistoryTimes(fold.ValidationFoldIn, models);
        var lists = Array.ConvertAll(models, model => model.ToLists(context.Options.ForListing(context.Cancellation)));
        double sum = 0;
        RowChunks.RunInOrder(
            _users.Length, RangeUsers, context.Threads, () => new ListBlockMaker(lists, settings),
            (maker, first, end) =>
            {
                maker.Make(histories, _users.AsSpan(first..end), timestamps: times);
                return Enumerable.Range(0, end - first).Select(at => Ndcg(maker.ListOf(1, at).List, _users[first + at])).Sum();
            },
            part => sum += part, context.Cancellation);
        return sum / _users.Length;
    }

    private double Ndcg(CandidateList list, int user) =>
        new Ndcg().Value(new RankedList(list.Items[..Math.Min(cutoff, list.Count)], [], _hidden.RowIndices(user), []), cutoff);

    // Kept until a trial wants another one: trials come rung by rung.
    private (int Users, TrainingData Data, FittedModel Popularity) Share(int users)
    {
        if (_share is not { } share || share.Users != users)
        {
            var rows = users == TrainingUsers ? data : TrainingShare.Of(data, Draw(context, _trainingUsers, users));
            var popularity = new ChosenModel(new PopularityModel(), new PopularityOptions());
            var state = popularity.Fit(rows, context.ForFitting());
            _share = share = (users, rows, new FittedModel(popularity.Model, popularity.Options, state));
        }
        return share;
    }

    private static int[] Draw(StageContext context, int[] users, int most) =>
        UserSample.Draw(users, context.Run.Catalog.UserIds(), context.Options.Seed, most).Users;
}
