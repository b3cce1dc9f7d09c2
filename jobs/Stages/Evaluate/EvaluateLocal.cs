using RecPipeline.Evaluation;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>A fold on this machine: users in ranges on all threads.</summary>
internal sealed class EvaluateLocal(StageContext context, FoldName fold) : IFoldWork
{
    private const int RangeUsers = 32; // below a block, so that threads share a few hundred users evenly
    private readonly Lazy<SparseMatrix> _test = new(() => context.Matrix(fold.Test));

    public static void Run(StageContext context) => EvaluateFolds.Run(context, fold => new EvaluateLocal(context, fold));

    public IFits Fits { get; } = new LocalFits(context.ForFitting());

    public int[] TestUsers() => [.. Enumerable.Range(0, _test.Value.Rows).Where(user => _test.Value.RowCount(user) > 0)];

    public void Measure(
        ListSet fitted, TrainingCatalogue catalogue, Category[] sliced, IReadOnlyList<ListEvaluation> lists, UserSample users)
    {
        string known = fold.HasHeldOutUsers ? fold.FoldIn : fold.Train;
        var (histories, hidden, times) = (context.Matrix(known), _test.Value, context.HistoryTimes(known, fitted.Fitted));
        RowChunks.Run(
            users.Users.Length, RangeUsers, context.Threads, () => new TestUserLists(fitted.Lists, fitted.Settings),
            (maker, first, end) => maker.Make(
                histories, hidden, users.Users.AsSpan(first..end), times,
                (int list, int user, in RankedList ranked) => lists[list].Add(user, ranked)),
            context.Cancellation);
    }

    public RatingErrors Errors(FittedModel model, ItemMeans fallback)
    {
        var errors = new RatingErrors(_test.Value.Rows);
        errors.Add(_test.Value, 0, model.ToRatings(context.Options.Scale()).Predict, fallback);
        return errors;
    }
}
