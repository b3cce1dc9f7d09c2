using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.Shaping;
using RecPipeline.Models.TopN;
using RecPipeline.Spark.Worker;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Lists;
using RecPipeline.Udfs.Models;

namespace RecPipeline.Jobs.Stages.TopN;

/// <summary>
/// Makes users' lists in executors: the models come as broadcasts, the users' histories as partitions, and no score ever leaves a task.
/// </summary>
internal static class ListTask
{
    /// <summary>Value of <c>list</c> for the blend; the lists of models that are written are 0, 1, … in their order.</summary>
    public const int Blend = -1;

    /// <summary>Value of <c>list</c> for rows of <c>list_status</c>: <c>rank</c> is the list's length, <c>source</c> its reason.</summary>
    public const int Status = -2;

    /// <summary>Rows of all list tables, told apart by <c>list</c>.</summary>
    public static readonly FieldList Lists = new([new Field("list", DataType.Int32), .. Schemas.TopN.WithRule(true)]);

    /// <summary>
    /// Takes user_index, item_index, rating, and timestamp where a model reads times: whole users, sorted. Argument: the options;
    /// broadcasts: the models, items nobody may get, blocked cells, rules.
    /// </summary>
    public static IEnumerable<RecordBatch> Make(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        var options = Packed.FromJson<PipelineOptions>(context.Argument);
        int[] excluded = context.Broadcasts[1].Decoded(Packed.ToArray<int>);
        var models = context.Broadcasts[0]
            .Decoded(bytes => ListSet.Of(
                options, PackedModels.Read(bytes), excluded, options.TopN.N, CancellationToken.None,
                options.TopN.IsShaped ? context.Broadcasts[3].Decoded(Packed.FromJson<ListShaping>) : null));
        var blocked = context.Broadcasts[2].Decoded(Packed.ToMatrix);
        var maker = new ListBlockMaker(models.Lists, models.Settings);
        foreach (var range in UserRanges.Of(batches, models.Settings.Order.Items, ListBlockMaker.BlockUsers))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            int users = range.Ratings.Rows;
            var lists = UserLists.Make(maker, models.Lists, range.Ratings, blocked.RowRange(range.First, range.First + users), 0, users,
                options, range.First, range.Times);
            for (int i = 0; i < lists.Own.Count; i++)
                yield return Rows(i, lists.Own[i], range.First);
            yield return Rows(Blend, lists.Recommendations, range.First);
            yield return Rows(Status, AsLists(lists.Status), range.First);
        }
    }

    private static RecordBatch Rows(int list, RecordBatch rows, int first)
    {
        var (lists, users) = (new int[rows.RowCount], rows.Values<int>("user_index").ToArray());
        for (int row = 0; row < users.Length; row++)
            (lists[row], users[row]) = (list, users[row] + first);
        bool saysRules = rows.Columns.Count == Lists.Count - 1;
        return new RecordBatch(
            Lists,
            [
                Columns.Int32(lists), Columns.Int32(users), .. rows.Columns.Skip(1),
                .. saysRules ? Array.Empty<Column>() : [StringColumns.Of(new string?[rows.RowCount])],
            ]);
    }

    private static RecordBatch AsLists(RecordBatch status) => new(
        Schemas.TopN, status["user_index"], status["rows"], Columns.Int32(new int[status.RowCount]),
        Columns.Float32(new float[status.RowCount]), status["reason"],
        Columns.Lists(new int[status.RowCount + 1], new StructColumn(Schemas.Reason, 0, [Columns.Int32([]), Columns.Float32([])])));
}
