using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Als;
using RecPipeline.Spark.ML;
using RecPipeline.Spark.Sql;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Models.Als;

/// <summary>Spark's own ALS. Users and items without cells, which it does not know, get zero factors as on the local engine.</summary>
/// <remarks>
/// Input is sorted and kept before the fit and checkpoints are always on: without them a lost block would be drawn again in another order,
/// and plans of more than some twenty iterations overflow the stack. Factors still differ by about 1e-6 from run to run, since partial sums
/// are added as tasks finish.
/// </remarks>
internal sealed class MllibFit(StageContext context, AlsFitOptions options)
{
    private const int CheckpointInterval = 5;

    /// <summary>Fits and writes the factor tables of a model.</summary>
    /// <param name="model">Its name.</param>
    /// <param name="cells">user_index, item_index, value.</param>
    /// <param name="p">Parameters.</param>
    /// <param name="writesUsers">False where nobody reads the factors of users.</param>
    public void Fit(string model, DataFrame cells, AlsParameters p, bool writesUsers)
    {
        int blocks = options.Blocks;
        context.Log.Information(
            "als: MLlib {Model}: rank {Rank}, maxIter {MaxIter}, regParam {RegParam}, implicitPrefs {ImplicitPrefs}, alpha {Alpha}, "
                + "seed {Seed}, {Blocks} blocks, checkpoint every {Interval} iterations, input sorted by user and item",
            model, p.Rank, p.MaxIter, p.RegParam, p.ImplicitPrefs, p.Alpha, p.Seed, blocks, CheckpointInterval);
        using var checkpoints = context.Checkpoints();
        var sorted = cells.RepartitionByRange(blocks, Col("user_index")).SortWithinPartitions(Col("user_index"), Col("item_index"))
            .Persist(StorageLevel.MemoryAndDisk);
        try
        {
            var als = new ALS(context.Spark).SetUserCol("user_index").SetItemCol("item_index").SetRatingCol("value")
                .SetRank(p.Rank).SetMaxIter(p.MaxIter).SetRegParam(p.RegParam).SetImplicitPrefs(p.ImplicitPrefs).SetAlpha(p.Alpha)
                .SetSeed(p.Seed).SetNumBlocks(blocks).SetCheckpointInterval(CheckpointInterval);
            var fitted = als.Fit(sorted);
            if (writesUsers)
                Write(TableNames.StateTable(model, "user_factors"), "users", "user_index", fitted.UserFactors, p.Rank);
            Write(TableNames.StateTable(model, "item_factors"), "items", "item_index", fitted.ItemFactors, p.Rank);
        }
        finally
        {
            sorted.Unpersist();
        }
    }

    private void Write(string table, string everyone, string index, DataFrame factors, int rank) => context.Write(
        table,
        Schemas.Factors(index, rank),
        context.Frame(everyone, index).Join(factors, Col(index).EqualTo(Col("id")), "left")
            .SelectExpr(index, rank == 1
                ? "coalesce(features[0], CAST(0 AS FLOAT)) AS features"
                : $"coalesce(features, array_repeat(CAST(0 AS FLOAT), {rank})) AS features"));
}
