using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Als;
using RecPipeline.Models.Contract;
using RecPipeline.Spark.Sql;
using static RecPipeline.Spark.Sql.Functions;

namespace RecPipeline.Jobs.Models.Als;

/// <summary>
/// Implicit ALS on Spark: by MLlib, or by our solver in executors. Folds are always fitted by ours, so that the numbers of both engines are
/// the same.
/// </summary>
internal sealed class AlsExecutorFit : IExecutorFit
{
    public IReadOnlyList<string> Models => [AlsModel.ModelName];

    public IReadOnlyList<string> FreeOptions => AlsOnSpark.FreeOptions;

    public string? WhyNot(PipelineOptions options, ChosenModel model) => null;

    public JsonObject KeyOptions(PipelineOptions options, ChosenModel model) => AlsOnSpark.KeyOptions(options, model);

    public void Write(StageContext context, ChosenModel model)
    {
        var options = (AlsOptions)model.Options;
        var (p, likes) = (options.Parameters(context.Options.Seed), Likes(context, "ratings", options));
        if (options.Solver == "executors")
            StateTables.Write(
                context, model.Model, AlsModel.State(new FactorFit(context, options).Checked(model.Name, likes, p).ItemFactors, p.Rank));
        else
            new MllibFit(context, options).Fit(model.Name, likes, p, writesUsers: false);
    }

    public ModelState? State(StageContext context, ChosenModel model, string table, TrainingData data)
    {
        var options = (AlsOptions)model.Options;
        var (p, fit) = (options.Parameters(context.Options.Seed), new FactorFit(context, options));
        return fit.Holds(p) ? AlsModel.State(fit.Factors(Likes(context, table, options), p).ItemFactors, p.Rank) : null;
    }

    // Liked rows, each with 1 or its value.
    private static DataFrame Likes(StageContext context, string table, AlsOptions options) => context.Liked(table)
        .Select(Col("user_index"), Col("item_index"), (options.Values == "rating" ? Col("rating") : Lit(1f)).Alias("value"));
}

/// <summary>What both forms of ALS have in common on Spark.</summary>
internal static class AlsOnSpark
{
    /// <summary>Our solver gives the same bytes wherever it runs.</summary>
    public static IReadOnlyList<string> FreeOptions { get; } = ["solver", "blocks", "maxBroadcastBytes"];

    /// <summary>Spark's own depends on its blocks.</summary>
    public static JsonObject KeyOptions(PipelineOptions options, ChosenModel model) =>
        options.Engine == "spark" && model.Options is AlsFitOptions { Solver: "mllib" } fit
        ? new JsonObject { ["solver"] = "mllib", ["blocks"] = fit.Blocks }
        : new JsonObject { ["solver"] = "local" };
}
