using RecPipeline.Jobs.Running;
using RecPipeline.Models.Als;
using RecPipeline.Models.Biases;
using RecPipeline.Spark.Sql;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Stages.Als;

/// <summary>ALS on Spark: biases on the driver, residuals in executors, both fits by Spark's MLlib or by our solver in executors.</summary>
/// <remarks>The driver holds the ratings as a matrix (12 bytes each) while the biases are fitted.</remarks>
internal static class AlsSpark
{
    public static void Run(StageContext context)
    {
        var fits = new ModelFits(context.Options, context.Cancellation);
        var biases = fits.Biases(context);
        context.Properties["mean"] = biases.Mean;
        AlsLocal.WriteBiases(context, "user_biases/ratings", biases.User);
        AlsLocal.WriteBiases(context, "item_biases/ratings", biases.Item);
        IFactorFit fit = context.Options.Als.Solver == "executors" ? new ExecutorFit(context) : new MllibFit(context);
        using (var residuals = new ResidualCells(context, "ratings", biases))
            fit.Fit("ratings", residuals.Cells, fits.RatingsParameters);
        context.Progress(0.4);
        fit.Fit("lists", Likes(context, "ratings", fits.ListsParameters), fits.ListsParameters);
    }

    /// <summary>The cells that implicit ALS is fitted on: liked rows of a table, each with 1 or its value.</summary>
    public static DataFrame Likes(StageContext context, string table, AlsParameters p) => context.Liked(table)
        .Select(Col("user_index"), Col("item_index"), (p.CountsValues ? Col("rating") : Lit(1f)).Alias("value"));

    private static BiasModel Biases(this ModelFits fits, StageContext context) =>
        BiasSolver.Fit(context.Matrix("ratings"), fits.BiasParameters, context.Threads, context.Cancellation);
}

/// <summary>Fits one factor model and writes its two tables.</summary>
internal interface IFactorFit
{
    /// <param name="model">ratings or lists, the last part of the tables' names.</param>
    /// <param name="cells">user_index, item_index, value.</param>
    /// <param name="p">Parameters.</param>
    void Fit(string model, DataFrame cells, AlsParameters p);
}
