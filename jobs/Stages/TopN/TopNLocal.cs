using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages.TopN;

/// <summary>
/// Blocks of users are made on all threads and written in order by whichever thread brings the next one, so memory does not grow with the
/// number of users.
/// </summary>
internal static class TopNLocal
{
    public static void Run(StageContext context, ItemLists items, ListSet models)
    {
        var own = context.Options.Written().Select(model => context.Draft($"top_n/{model}", Schemas.TopN)).ToArray();
        var recommendations = context.Draft("recommendations", Schemas.TopN.WithRule(context.Options.TopN.IsShaped));
        var status = context.Draft("list_status", Schemas.ListStatus);
        var (listTime, reasonTime) = (TimeSpan.Zero, TimeSpan.Zero);
        Make(context, context.Matrix("ratings"), items, models, lists =>
        {
            (listTime, reasonTime) = (listTime + lists.ListTime, reasonTime + lists.ReasonTime);
            for (int i = 0; i < own.Length; i++)
                own[i].Write(lists.Own[i]);
            recommendations.Write(lists.Recommendations);
            status.Write(lists.Status);
        });
        context.Log.Information(
            "top-n: lists took {ListSeconds:F1} s and reasons {ReasonSeconds:F1} s on {Threads} threads together", listTime.TotalSeconds,
                reasonTime.TotalSeconds, context.Threads);
    }

    private static void Make(StageContext context, SparseMatrix ratings, ItemLists items, ListSet models, Action<UserLists> write)
    {
        int done = 0;
        long[]? times = context.HistoryTimes("ratings", models.Fitted);
        RowChunks.RunInOrder(
            ratings.Rows, ListBlockMaker.BlockUsers, context.Threads, () => new ListBlockMaker(models.Lists, models.Settings),
            (maker, first, end) => UserLists.Make(
                maker, models.Lists, ratings, items.Blocked, first, end, context.Options, timestamps: times),
            lists =>
            {
                write(lists);
                context.Progress((double)(done += lists.Status.RowCount) / ratings.Rows);
            },
            context.Cancellation);
    }
}
