using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Stages.Als;

/// <summary>Trains both factor models: explicit ALS on what the biases leave over (ratings), implicit ALS on liked rows (lists).</summary>
internal sealed class AlsStage : StageDefinition
{
    public override string Name => "als";

    public override int Version => 1;

    public override JsonObject KeyOptions(PipelineOptions options) =>
        Json(("solver", UsesMllib(options) ? "mllib" : "local"), ("seed", options.Seed), ("likedThreshold", options.LikedThreshold), ("als", Fit(options.Als, UsesMllib(options))));

    // Predictions are bounded by the range, factors and biases are not.
    public override IReadOnlyList<string> FreeOptions => [.. base.FreeOptions, "als.maxBroadcastBytes", "clean.ratingRange"];

    public override void RunLocal(StageContext context) => AlsLocal.Run(context);

    public override void RunSpark(StageContext context) => AlsSpark.Run(context);

    /// <summary>The options that change what is fitted: our solver gives the same bytes wherever it runs, Spark's depends on its blocks.</summary>
    public static JsonObject Fit(AlsOptions options, bool usesMllib)
    {
        var fit = OptionProperties.ToJson(options);
        fit.Remove("solver");
        fit.Remove("maxBroadcastBytes");
        if (!usesMllib)
            fit.Remove("blocks");
        return fit;
    }

    private static bool UsesMllib(PipelineOptions options) => options is { Engine: "spark", Als.Solver: "mllib" };
}
