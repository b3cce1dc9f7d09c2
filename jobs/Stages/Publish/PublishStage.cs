using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Stages.Publish;

/// <summary>
/// Writes what other systems read: lists and similar items with raw ids and titles. <c>published.json</c> is replaced last and names the
/// folders.
/// </summary>
internal sealed class PublishStage : StageDefinition
{
    public override string Name => "publish";

    public override int Version => 2;

    public override IReadOnlyList<string> Files => [PublishedFile.Path];

    // published.json keeps the gate's metrics for the next run's gate.
    public override JsonObject KeyOptions(PipelineOptions options)
    {
        var json = Json(
            ("publish", options.Publish), ("gateMetrics", options.Gate.Metrics), ("protocols", options.Evaluate.Protocols),
            ("seed", options.Seed), ("likedThreshold", options.LikedThreshold), ("ratingRange", options.Clean.RatingRange),
            ("ratingScale", options.Clean.RatingScale), ("choose", options.TopN.Blend.Choose));
        if (options.ForVectors() is { } model)
            json["vectors"] = ChosenModels.KeyOf(model);
        if (options.Publish.SimilarUsers > 0)
            json["similarUsers"] = OptionProperties.ToJson(options.SimilarUsersBy());
        return json;
    }

    public override void RunLocal(StageContext context) => PublishLocal.Run(context);
}
