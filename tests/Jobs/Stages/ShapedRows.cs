using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.TopN;
using RecPipeline.Jobs.Tables;
using RecPipeline.Spark.Worker;
using RecPipeline.Tests.Support;
using RecPipeline.Udfs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>Rows of blended lists in words, from the table and from the function that executors run.</summary>
internal static class ShapedRows
{
    /// <summary>The blended lists of a run, made by the executors' function without Spark.</summary>
    public static string[] InExecutors(RunContext run, TemporaryFolder folder)
    {
        using var context = new StageContext(run, "key", []);
        var items = ItemLists.Of(context);
        var models = ListModels.Of(context, items);
        string[] files =
        [
            File(models.Pack()), File(Packed.Array(models.Settings.Excluded)), File(Packed.Matrix(items.Blocked)),
            File(stream => stream.Write(Packed.Json(models.Settings.Shaping!))),
        ];
        var rated = context.Load("ratings").Batch;
        RecordBatch histories = new(
            FieldList.Of(new("user_index", DataType.Int32), new("item_index", DataType.Int32), new("rating", DataType.Float32)),
            rated["user_index"], rated["item_index"], rated["rating"]);
        return [.. ListTask.Make([histories], TaskContext.WithoutSpark(Packed.Json(run.Options), files))
            .Where(batch => batch.RowCount > 0 && batch.Values<int>("list")[0] == ListTask.Blend).SelectMany(batch => Words(new Table(batch)))];

        string File(Action<Stream> write)
        {
            string path = folder.At($"{Guid.NewGuid():N}");
            using var stream = System.IO.File.Create(path);
            write(stream);
            return path;
        }
    }

    public static string[] Words(Table rows)
    {
        var (users, ranks, items, scores) = (rows.Array<int>("user_index"), rows.Array<int>("rank"), rows.Array<int>("item_index"), rows.Array<float>("score"));
        return [.. Enumerable.Range(0, rows.Rows).Select(row => FormattableString.Invariant(
            $"{users[row]} {ranks[row]} {items[row]} {scores[row]:R} {rows.Strings("source").Text(row)} {rows.Strings("rule").Text(row)}"))];
    }
}
