using RecPipeline.Evaluation;
using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Splitting;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Evaluating;
using RecPipeline.Udfs.Models;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>
/// A fold on Spark: one exchange brings each test user's rows together, then a task makes the lists of its users and measures them; no list
/// leaves it.
/// </summary>
/// <remarks>
/// The driver holds the fold's training rows (20 bytes each, with their transpose) and what was measured of each test user: intervals draw
/// users, so they need all of them.
/// </remarks>
internal sealed class EvaluateSpark(StageContext context, FoldName fold) : IFoldWork
{
    public static void Run(StageContext context) => EvaluateFolds.Run(context, fold => new EvaluateSpark(context, fold));

    private static readonly FieldList Drawn = FieldList.Of(new Field("user_index", DataType.Int32));

    public IFits Fits { get; } = new SparkFits(context, fold.Train);

    public int[] TestUsers()
    {
        int[] users = context.Frame(fold.Test, "user_index").Distinct().CollectBatch().Values<int>("user_index").ToArray();
        System.Array.Sort(users);
        return users;
    }

    // Diversity needs the training rows whole, so they are sent beside the models.
    public void Measure(
        ListSet fitted, TrainingCatalogue catalogue, Category[] sliced, IReadOnlyList<ListEvaluation> lists, UserSample users)
    {
        long limit = context.Options.Spark.MaxBroadcastBytes, rows = 8L * catalogue.ItemsByUsers.Count;
        string? reason = rows > limit
            ? $"the training rows take {rows:N0} bytes, spark.maxBroadcastBytes allows {limit:N0}."
            : fitted.DriverReason(limit);
        if (reason is not null)
        {
            context.Warn($"the lists of {fold.Protocol} are made on the driver, not in executors: {reason}");
            new EvaluateLocal(context, fold).Measure(fitted, catalogue, sliced, lists, users);
            return;
        }
        using var models = context.Spark.Broadcast(fitted.Pack());
        using var excluded = context.Spark.Broadcast(Packed.Array(fitted.Settings.Excluded));
        using var training = context.Spark.Broadcast(Packed.Matrix(catalogue.ItemsByUsers));
        using var categories = context.Spark.Broadcast(Packed.Matrix(catalogue.Categories ?? new SparseMatrix(0, [0], [], [])));
        var task = new MeasureTask(context.Options, fold.Kind, sliced);
        foreach (var batch in Rows(users, fitted.ReadsTimes)
            .MapBatches(MeasureTask.Run, MeasuredRows.Schema, Packed.Json(task), models, excluded, training, categories).CollectBatches())
            MeasuredRows.AddTo(lists, batch);
    }

    public RatingErrors Errors(FittedModel model, ItemMeans fallback)
    {
        using var fitted = context.Spark.Broadcast(PackedModels.Of([model]));
        using var means = context.Spark.Broadcast(stream => stream.Write(TestRatings.Fallback(context.Options.Scale(), fallback)));
        var errors = new RatingErrors(context.UserCount());
        foreach (var batch in context.ByUser(context.Frame(fold.Test, "user_index", "item_index", "rating"))
            .MapBatches(TestRatings.Measure, TestRatings.Sums, default, fitted, means).CollectBatches())
        {
            var users = batch.Values<int>("user_index");
            var sums = (ListColumn)batch["sums"];
            var elements = ((Column<double>)sums.Elements).Values;
            for (int row = 0; row < users.Length; row++)
                errors.Add(users[row], elements[sums.Offsets[row]..sums.Offsets[row + 1]]);
        }
        return errors;
    }

    // A sample is a few ints that Spark sends to every executor, so that rows of other users are gone before the exchange.
    private DataFrame Rows(UserSample users, bool hasTimes)
    {
        var schema = hasTimes ? TestUserBlocks.TimedRows : TestUserBlocks.Rows;
        var rows = Rows(fold.HasHeldOutUsers ? fold.FoldIn : fold.Train, isHidden: 0, schema).Union(Rows(fold.Test, isHidden: 1, schema));
        if (!users.IsPartial)
            return context.ByUser(rows);
        var drawn = context.Spark.CreateDataFrame(new RecordBatch(Drawn, Columns.Int32(users.Users)));
        return context.ByUser(rows.Join(drawn, ["user_index"], "left_semi"));
    }

    private DataFrame Rows(string table, int isHidden, FieldList schema) =>
        context.Frame(table).WithColumn("is_hidden", Lit(isHidden)).Select([.. schema.Select(field => field.Name)]);
}
