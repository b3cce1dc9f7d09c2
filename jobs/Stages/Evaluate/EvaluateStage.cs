using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Stages.Evaluate;

/// <summary>
/// Measures every model honestly: fits it on each protocol's training rows only, and measures its lists or predictions on the hidden ones.
/// </summary>
internal sealed class EvaluateStage : StageDefinition
{
    public override string Name => "evaluate";

    public override int Version => 4;

    public override JsonObject KeyOptions(PipelineOptions options) => Json(Own(options));

    private static (string Key, object Value)[] Own(PipelineOptions options) =>
    [
        ("seed", options.Seed), ("likedThreshold", options.LikedThreshold), ("ratingRange", options.Clean.RatingRange),
        ("ratingStep", options.Clean.RatingStep),
        ("ratingScale", options.Clean.RatingScale), ("lists", ModelKeys.Of(options.ForLists())),
        ("ratings", ModelKeys.Of(options.ForRatings())), ("candidates", options.TopN.Candidates),
        ("blend", options.TopN.Blend), ("evaluate", options.Evaluate),
    ];

    public override void RunLocal(StageContext context) => EvaluateLocal.Run(context);

    public override void RunSpark(StageContext context) => EvaluateSpark.Run(context);
}
