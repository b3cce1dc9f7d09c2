using RecPipeline.Evaluation;
using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Models.TopN;
using RecPipeline.Spark.Worker;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Evaluating;
using RecPipeline.Udfs.Lists;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>Makes and measures test users' lists in executors.</summary>
/// <param name="Options">Of the run.</param>
/// <param name="Weights">Of each model in the blend.</param>
/// <param name="HasHeldOutUsers">Which metrics there are.</param>
internal sealed record MeasureTask(PipelineOptions Options, double[] Weights, bool HasHeldOutUsers)
{
    /// <summary>Takes <see cref="TestUserBlocks.Rows"/>: whole users, sorted. Argument: this record; broadcasts: <see cref="FittedModels"/>, training rows by items and users.</summary>
    public static IEnumerable<RecordBatch> Run(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        var task = Packed.FromJson<MeasureTask>(context.Argument);
        var models = context.Broadcasts[0].Decoded(bytes => task.Models(FittedModels.Read(bytes)));
        var catalogue = context.Broadcasts[1].Decoded(bytes => new TrainingCatalogue(Packed.ToMatrix(bytes)));
        var lists = new TestUserLists(models.Lists, models.Settings);
        var measured = new MeasuredRows(Enumerable.Range(0, lists.Count).Select(_ => task.Measure(catalogue)));
        foreach (var block in TestUserBlocks.Of(batches, catalogue.Items, ListBlockMaker.BlockUsers))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            lists.Make(
                block.Histories, block.Hidden, [.. Enumerable.Range(0, block.Users.Length)], (int list, int row, in RankedList ranked) => measured.Add(list, block.Users[row], ranked));
            yield return measured.TakeUsers();
        }
        yield return measured.TakeListed();
    }

    private Ready Models(FittedModels fitted)
    {
        var models = ListModels.Of(Options, fitted.Popularity, fitted.Similarity, fitted.ItemFactors, ease: null, autoencoder: null);
        return new Ready([.. models.Zip(Weights, (model, weight) => model with { Weight = weight })], FoldModels.SettingsOf(Options, fitted, FoldMetrics.Cutoffs(Options)[^1]));
    }

    private ListMeasure Measure(TrainingCatalogue catalogue) =>
        new(FoldMetrics.Of(Options, HasHeldOutUsers, catalogue), FoldMetrics.Cutoffs(Options), catalogue.UserColumns, catalogue.Items, Options.Seed);

    /// <summary>The models as every task of a process shares them.</summary>
    private sealed record Ready(ListModel[] Lists, ListSettings Settings);
}
