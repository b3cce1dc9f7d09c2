using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Stages.TopN;

/// <summary>
/// Makes every user's lists: one per model by option, their blend as <c>recommendations</c>, and a reason for every short or fallback list.
/// </summary>
internal sealed class TopNStage : StageDefinition
{
    public override string Name => "top-n";

    public override int Version => 2;

    // A folded-in user follows the training objective, so the options of the models are part of this stage's rules.
    public override JsonObject KeyOptions(PipelineOptions options) => Json([.. Own(options), .. Choosing(options)]);

    private static (string Key, object Value)[] Own(PipelineOptions options) =>
    [
        ("topN", options.TopN with { Deny = "", Allow = "", Block = "", Rules = "", Date = options.TopN.Dated }),
        ("likedThreshold", options.LikedThreshold), ("seed", options.Seed),
        ("ratingRange", options.Clean.RatingRange), ("ratingScale", options.Clean.RatingScale),
        ("models", ModelKeys.Of(options.ForPublishedLists())), ("write", options.Written()),
    ];

    // Weights are chosen on models that this stage fits itself, for lists of the longest cutoff.
    private static (string Key, object Value)[] Choosing(PipelineOptions options) => options.TopN.Blend.Choose
        ? [("cutoff", options.Evaluate.Cutoffs.Max())]
        : [];

    public override IEnumerable<string> RawInputs(PipelineOptions options) =>
        new[] { options.TopN.Deny, options.TopN.Allow, options.TopN.Block, options.TopN.Rules }.Where(file => file.Length > 0);

    public override void RunLocal(StageContext context)
    {
        var items = ItemLists.Of(context);
        TopNLocal.Run(context, items, ListModels.Of(context, items));
    }

    public override void RunSpark(StageContext context)
    {
        var items = ItemLists.Of(context);
        var models = ListModels.Of(context, items);
        if (models.DriverReason(context.Options.Spark.MaxBroadcastBytes) is { } reason)
            RunOnDriver(context, reason, () => TopNLocal.Run(context, items, models));
        else
            TopNSpark.Run(context, items, models);
    }
}
