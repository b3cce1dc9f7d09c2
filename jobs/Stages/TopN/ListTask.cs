using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models;
using RecPipeline.Models.TopN;
using RecPipeline.Spark.Worker;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Lists;

namespace RecPipeline.Jobs.Stages.TopN;

/// <summary>Makes users' lists in executors: the models come as broadcasts, the users' histories as partitions, and no score ever leaves a task.</summary>
internal static class ListTask
{
    /// <summary>Value of <c>list</c> for the blend; the lists of <c>topN.write</c> are 0, 1, … in their order.</summary>
    public const int Blend = -1;

    /// <summary>Value of <c>list</c> for rows of <c>list_status</c>: <c>rank</c> is the list's length, <c>source</c> its reason.</summary>
    public const int Status = -2;

    /// <summary>Rows of all list tables, told apart by <c>list</c>.</summary>
    public static readonly FieldList Lists = new([new Field("list", DataType.Int32), .. Schemas.TopN]);

    /// <summary>Takes user_index, item_index, rating: whole users, sorted. Argument: the options; broadcasts: <see cref="FittedModels"/>, blocked cells.</summary>
    public static IEnumerable<RecordBatch> Make(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        var options = Packed.FromJson<PipelineOptions>(context.Argument);
        var models = context.Broadcasts[0].Decoded(bytes => Ready.Of(FittedModels.Read(bytes), options));
        var blocked = context.Broadcasts[1].Decoded(Packed.ToMatrix);
        var maker = new ListBlockMaker(models.Models, models.Settings);
        string[] names = [.. models.Models.Select(model => model.Name)];
        foreach (var range in UserRanges.Of(batches, models.Settings.Order.Items, ListBlockMaker.BlockUsers))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            int users = range.Ratings.Rows;
            var lists = UserLists.Make(maker, names, range.Ratings, blocked.RowRange(range.First, range.First + users), 0, users, options.TopN);
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
        return new RecordBatch(Lists, [Columns.Int32(lists), Columns.Int32(users), .. rows.Columns.Skip(1)]);
    }

    private static RecordBatch AsLists(RecordBatch status) => new(
        Schemas.TopN, status["user_index"], status["rows"], Columns.Int32(new int[status.RowCount]), Columns.Float32(new float[status.RowCount]), status["reason"],
        Columns.Lists(new int[status.RowCount + 1], new StructColumn(Schemas.Reason, 0, [Columns.Int32([]), Columns.Float32([])])));

    /// <summary>The models as every task of a process shares them.</summary>
    private sealed record Ready(ListModel[] Models, ListSettings Settings)
    {
        public static Ready Of(FittedModels fitted, PipelineOptions options) => new(
            ListModels.Used(ListModels.Of(options, fitted.Popularity, fitted.Similarity, fitted.ItemFactors, ease: null, autoencoder: null), options.TopN),
            new ListSettings(new ListOrder(fitted.Popularity.Rank), options.TopN.N, options.TopN.Candidates, fitted.Excluded));
    }
}
