using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Lists;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Stages.TopN;

/// <summary>Top-n on Spark: one exchange brings each user's history together, then every task makes the lists of its users.</summary>
internal static class TopNSpark
{
    public static void Run(StageContext context)
    {
        var options = context.Options.TopN;
        var items = new ItemLists(options, context.Run.Catalog.UserIds(), context.Run.Catalog.ItemIds());
        context.Properties["unknown_ids"] = items.Unknown;
        items.Tell(context);
        using var models = context.Spark.Broadcast(Models(context, items.Excluded).WriteTo);
        using var blocked = context.Spark.Broadcast(Packed.Matrix(items.Blocked));
        var lists = Histories(context).MapBatches(ListTask.Make, ListTask.Lists, Packed.Json(context.Options), models, blocked).Persist(StorageLevel.DiskOnly);
        try
        {
            for (int i = 0; i < options.Write.Length; i++)
                context.Write($"top_n/{options.Write[i]}", Schemas.TopN, Rows(lists, i));
            context.Write("recommendations", Schemas.TopN, Rows(lists, ListTask.Blend));
            context.Write("list_status", Schemas.ListStatus, Rows(lists, ListTask.Status).Select(Col("user_index"), Col("rank").Alias("rows"), Col("source").Alias("reason")));
        }
        finally
        {
            lists.Unpersist();
        }
    }

    private static FittedModels Models(StageContext context, int[] excluded)
    {
        var catalog = context.Run.Catalog;
        return new FittedModels(
            ListModels.ReadPopularity(catalog), ListModels.ReadSimilarity(catalog, context.ItemCount()), ListModels.ReadFactors(catalog, "item_factors/lists"), excluded);
    }

    // Whole users in order: files of a list table, read by their names, are then sorted by user and rank.
    private static DataFrame Histories(StageContext context) => context.ByUser(context.Frame("ratings", "user_index", "item_index", "rating"));

    private static DataFrame Rows(DataFrame lists, int list) => lists.Filter(Col("list").EqualTo(list));
}
