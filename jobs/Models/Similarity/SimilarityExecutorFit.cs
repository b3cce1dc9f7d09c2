using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Contract;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Similarity;
using RecPipeline.Spark.Sql;
using RecPipeline.Udfs;
using RecPipeline.Udfs.Similarity;

namespace RecPipeline.Jobs.Models.Similarity;

/// <summary>
/// Similarity on Spark: executors get the whole matrix, a few bytes per like, and a range of candidates each; nothing is shuffled. A larger
/// one goes in tiles.
/// </summary>
internal sealed class SimilarityExecutorFit : IExecutorFit
{
    /// <summary>The table of the state.</summary>
    public static readonly string Table = TableNames.StateTable(SimilarityModel.ModelName, "neighbours");

    // Popular items cost a hundred times as much as rare ones: small ranges even that out.
    private const int RangesPerPartition = 8;

    public IReadOnlyList<string> Models => [SimilarityModel.ModelName];

    public string? WhyNot(PipelineOptions options, ChosenModel model) =>
        Parameters(options, model) is { Measure: SimilarityMeasure.Cosine, Keep: KeepPer.Candidate }
            ? null
            : "only the cosine with rows per candidate has a form in executors.";

    public void Write(StageContext context, ChosenModel model)
    {
        if (Holds(context, context.Contract("ratings").Rows))
        {
            Whole(context, model);
            return;
        }
        var p = Parameters(context.Options, model);
        var cells = SimilarityTiles.Cells(context, onlyLiked: p.Values == SimilarityValues.Binary);
        long count = cells.Count();
        if (Holds(context, count))
            Whole(context, model);
        else
            SimilarityTiles.Run(
                context, p, cells,
                SimilarityTiles.Blocks(Bytes(context, count), context.Options.Spark.MaxBroadcastBytes, context.ItemCount()));
    }

    public ModelState? State(StageContext context, ChosenModel model, string table, TrainingData data)
    {
        if (!Holds(context, data.Ratings.Count))
            return null;
        using var matrix = Matrix(context, model, data);
        return new ModelState(StateTables.Read(model.Model.Tables[0], Rows(context, model, matrix).CollectBatch(), data.Items));
    }

    /// <summary>Whether a matrix of as many cells may be sent to every executor.</summary>
    public static bool Holds(StageContext context, long cells) => Bytes(context, cells) <= context.Options.Spark.MaxBroadcastBytes;

    private static void Whole(StageContext context, ChosenModel model)
    {
        using var matrix = Matrix(context, model, context.TrainingData("ratings"));
        context.Write(Table, Schemas.ItemSimilarity, Rows(context, model, matrix).Coalesce(context.Partitions));
    }

    // A column and a value for each cell, an offset for each user.
    private static long Bytes(StageContext context, long cells) => (8 * cells) + (4L * (context.UserCount() + 1));

    private static Broadcast Matrix(StageContext context, ChosenModel model, TrainingData data) =>
        context.Spark.Broadcast(Packed.Matrix(((SimilarityOptions)model.Options).IsBinary() ? data.Liked : data.Ratings));

    private static DataFrame Rows(StageContext context, ChosenModel model, Broadcast matrix)
    {
        int ranges = Math.Min(Math.Max(1, context.ItemCount()), RangesPerPartition * context.Partitions);
        return context.Spark.Range(0, context.ItemCount(), 1, ranges)
            .MapBatches(NeighbourRows.Of, NeighbourRows.Neighbours, Packed.Json(Parameters(context.Options, model)), matrix);
    }

    private static SimilarityParameters Parameters(PipelineOptions options, ChosenModel model) =>
        ((SimilarityOptions)model.Options).Parameters(options.Scale().Multiplier);
}
