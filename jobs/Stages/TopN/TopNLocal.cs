using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.TopN;

namespace RecPipeline.Jobs.Stages.TopN;

/// <summary>Users go through in blocks: the ranges of a block are made on all threads and written in order, so memory does not grow with the number of users.</summary>
internal static class TopNLocal
{
    private const int RangeUsers = 64;
    private const int BlockUsers = 64 * RangeUsers;

    public static void Run(StageContext context)
    {
        var options = context.Options.TopN;
        var ratings = context.Matrix("ratings");
        var items = new ItemLists(options, context.Load("users", "user_id").Array<long>("user_id"), context.Load("items", "item_id").Array<long>("item_id"));
        context.Properties["unknown_ids"] = items.Unknown;
        var newMaker = MakerFactory(context, items.Excluded);
        var own = options.Write.Select(model => context.Draft($"top_n/{model}", Schemas.TopN)).ToArray();
        var (recommendations, status) = (context.Draft("recommendations", Schemas.TopN), context.Draft("list_status", Schemas.ListStatus));
        foreach (var lists in Blocks(context, ratings, items.Blocked, newMaker))
        {
            for (int i = 0; i < own.Length; i++)
                own[i].Write(lists.Own[i]);
            recommendations.Write(lists.Recommendations);
            status.Write(lists.Status);
        }
    }

    private static Func<ListMaker> MakerFactory(StageContext context, int[] excluded)
    {
        var (catalog, options) = (context.Run.Catalog, context.Options);
        var popularity = ListModels.ReadPopularity(catalog);
        var models = ListModels.Of(
            options, popularity, ListModels.ReadSimilarity(catalog, context.ItemCount()), ListModels.ReadFactors(catalog, "item_factors/lists"),
            AutoencoderLists.Find(context, "final"));
        var settings = new ListSettings(new ListOrder(popularity.Rank), options.TopN.N, options.TopN.Candidates, excluded);
        return () => new ListMaker(models, settings);
    }

    private static IEnumerable<UserLists> Blocks(StageContext context, SparseMatrix ratings, SparseMatrix blocked, Func<ListMaker> newMaker)
    {
        for (int start = 0; start < ratings.Rows; start += BlockUsers)
        {
            int users = Math.Min(BlockUsers, ratings.Rows - start);
            var made = new UserLists[(users + RangeUsers - 1) / RangeUsers];
            RowChunks.Run(
                users, RangeUsers, context.Threads, newMaker,
                (maker, first, end) => made[first / RangeUsers] = UserLists.Make(maker, ratings, blocked, start + first, start + end, context.Options.TopN),
                context.Cancellation);
            foreach (var lists in made)
                yield return lists;
            context.Progress((double)(start + users) / ratings.Rows);
        }
    }
}
