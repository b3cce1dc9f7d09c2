using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Contract;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Models;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Stages.TopN;

/// <summary>Top-n on Spark: one exchange brings each user's history together, then every task makes the lists of its users.</summary>
internal static class TopNSpark
{
    private static readonly string[] Rated = ["user_index", "item_index", "rating"];

    /// <param name="context">Session.</param>
    /// <param name="items">What nobody or some user may not get.</param>
    /// <param name="models">With <see cref="ListSet.DriverReason"/> null.</param>
    public static void Run(StageContext context, ItemLists items, ListSet models)
    {
        using var fitted = context.Spark.Broadcast(models.Pack());
        using var excluded = context.Spark.Broadcast(Packed.Array(models.Settings.Excluded));
        using var blocked = context.Spark.Broadcast(Packed.Matrix(items.Blocked));
        using var shaping = context.Spark.Broadcast(Packed.Json(models.Settings.Shaping ?? new()));
        var lists = Histories(context, models)
            .MapBatches(ListTask.Make, ListTask.Lists, Packed.Json(context.Options), fitted, excluded, blocked, shaping);
        Write(context, lists.Persist(StorageLevel.DiskOnly));
    }

    private static void Write(StageContext context, DataFrame lists)
    {
        string[] own = context.Options.Written();
        try
        {
            for (int i = 0; i < own.Length; i++)
                context.Write($"top_n/{own[i]}", Schemas.TopN, Rows(lists, i));
            context.Write("recommendations", Schemas.TopN.WithRule(context.Options.TopN.IsShaped), Rows(lists, ListTask.Blend));
            context.Write("list_status", Schemas.ListStatus,
                Rows(lists, ListTask.Status).Select(Col("user_index"), Col("rank").Alias("rows"), Col("source").Alias("reason")));
        }
        finally
        {
            lists.Unpersist();
        }
    }

    // Whole users in order: files of a list table, read by their names, are then sorted by user and rank.
    private static DataFrame Histories(StageContext context, ListSet models) =>
        context.ByUser(context.Frame("ratings", models.ReadsTimes ? [.. Rated, "timestamp"] : Rated));

    private static DataFrame Rows(DataFrame lists, int list) => lists.Filter(Col("list").EqualTo(list));
}
