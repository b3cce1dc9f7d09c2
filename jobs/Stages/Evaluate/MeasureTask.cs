using RecPipeline.Evaluation;
using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Models.TopN;
using RecPipeline.Spark.Worker;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Evaluating;
using RecPipeline.Udfs.Models;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>Makes and measures test users' lists in executors.</summary>
/// <param name="Options">Of the run.</param>
/// <param name="Kind">Which metrics there are.</param>
/// <param name="Sliced">Categories with a slice of their own.</param>
internal sealed record MeasureTask(PipelineOptions Options, ProtocolKind Kind, Category[] Sliced)
{
    /// <summary>
    /// Takes <see cref="TestUserBlocks.Rows"/>, or <see cref="TestUserBlocks.TimedRows"/> where a model reads times: whole users,
    /// sorted. Argument: this record; broadcasts: the models, items nobody may get, training rows by items and users, items by categories
    /// (no columns for none).
    /// </summary>
    public static IEnumerable<RecordBatch> Run(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        var task = Packed.FromJson<MeasureTask>(context.Argument);
        int[] excluded = context.Broadcasts[1].Decoded(Packed.ToArray<int>);
        var models = context.Broadcasts[0].Decoded(bytes =>
            ListSet.Of(task.Options, PackedModels.Read(bytes), excluded, FoldMetrics.Cutoffs(task.Options)[^1], CancellationToken.None));
        var categories = context.Broadcasts[3].Decoded(Packed.ToMatrix);
        var catalogue = context.Broadcasts[2].Decoded(
            bytes => new TrainingCatalogue(Packed.ToMatrix(bytes), categories.Columns == 0 ? null : categories));
        var lists = new TestUserLists(models.Lists, models.Settings);
        var measured = new MeasuredRows(Enumerable.Range(0, lists.Count).Select(_ => task.Measure(catalogue)));
        foreach (var block in TestUserBlocks.Of(batches, catalogue.Items, ListBlockMaker.BlockUsers))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            lists.Make(
                block.Histories, block.Hidden, [.. Enumerable.Range(0, block.Users.Length)], block.Users, block.Times,
                (int list, int row, in RankedList ranked) => measured.Add(list, block.Users[row], ranked));
            yield return measured.TakeUsers();
        }
        yield return measured.TakeListed();
    }

    private ListMeasure Measure(TrainingCatalogue catalogue) =>
        new(FoldMetrics.Of(Options, Kind, catalogue, Sliced), FoldMetrics.Cutoffs(Options), catalogue.UserColumns, catalogue.Items,
            Options.Seed);
}
