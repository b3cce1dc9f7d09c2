using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages.TopN;

/// <summary>Blocks of users are made on all threads and written in order by whichever thread brings the next one, so memory does not grow with the number of users.</summary>
internal static class TopNLocal
{
    public static void Run(StageContext context)
    {
        var options = context.Options.TopN;
        var ratings = context.Matrix("ratings");
        var items = new ItemLists(options, context.Run.Catalog.UserIds(), context.Run.Catalog.ItemIds());
        context.Properties["unknown_ids"] = items.Unknown;
        items.Tell(context);
        var own = options.Write.Select(model => context.Draft($"top_n/{model}", Schemas.TopN)).ToArray();
        var (recommendations, status) = (context.Draft("recommendations", Schemas.TopN), context.Draft("list_status", Schemas.ListStatus));
        var (listTime, reasonTime) = (TimeSpan.Zero, TimeSpan.Zero);
        Make(context, ratings, items, lists =>
        {
            (listTime, reasonTime) = (listTime + lists.ListTime, reasonTime + lists.ReasonTime);
            for (int i = 0; i < own.Length; i++)
                own[i].Write(lists.Own[i]);
            recommendations.Write(lists.Recommendations);
            status.Write(lists.Status);
        });
        context.Log.Information(
            "top-n: lists took {ListSeconds:F1} s and reasons {ReasonSeconds:F1} s on {Threads} threads together", listTime.TotalSeconds, reasonTime.TotalSeconds, context.Threads);
    }

    private static void Make(StageContext context, SparseMatrix ratings, ItemLists items, Action<UserLists> write)
    {
        var (catalog, options) = (context.Run.Catalog, context.Options);
        var popularity = ListModels.ReadPopularity(catalog);
        var ease = options.Ease.Enabled ? new ModelFits(options, context.Cancellation).Ease(ratings.Liked(options.LikedThreshold)) : null;
        var models = ListModels.Used(Weighted(context, ListModels.Of(
            options, popularity, ListModels.ReadSimilarity(catalog, context.ItemCount()), ListModels.ReadFactors(catalog, "item_factors/lists"), ease,
            AutoencoderLists.Find(context, "final"))), options.TopN);
        string[] names = [.. models.Select(model => model.Name)];
        foreach (string model in options.TopN.Write.Except(names))
            context.Log.Warning("top-n: {Model} made no lists in this run, so 'top_n/{Model}' has no rows.", model, model);
        var settings = new ListSettings(new ListOrder(popularity.Rank), options.TopN.N, options.TopN.Candidates, items.Excluded);
        int done = 0;
        RowChunks.RunInOrder(
            ratings.Rows, ListBlockMaker.BlockUsers, context.Threads, () => new ListBlockMaker(models, settings),
            (maker, first, end) => UserLists.Make(maker, names, ratings, items.Blocked, first, end, options.TopN),
            lists =>
            {
                write(lists);
                context.Progress((double)(done += lists.Status.RowCount) / ratings.Rows);
            },
            context.Cancellation);
    }

    // The weights of the options, or those that are best on validation users for models fitted without them.
    private static ListModel[] Weighted(StageContext context, ListModel[] models)
    {
        if (!context.Options.TopN.Blend.Choose)
            return models;
        var (fold, cutoff) = (TableNames.Validation, context.Options.Evaluate.Cutoffs.Max());
        var fitted = FoldModels.Fit(
            context.Options, new ModelFits(context.Options, context.Cancellation), context.Matrix(fold.Train), cutoff, (_, fit) => fit(), AutoencoderLists.Find(context, fold.Folder));
        var choice = BlendChoice.Of(context, fitted, context.Matrix(fold.ValidationFoldIn), context.Matrix(fold.ValidationTest));
        context.Properties["blend"] = choice.ToJson();
        return choice.Apply(models);
    }
}
