using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Stages.TopN;

/// <summary>Makes every user's lists: one per model by option, their blend as <c>recommendations</c>, and a reason for every short or fallback list.</summary>
internal sealed class TopNStage : StageDefinition
{
    public override string Name => "top-n";

    public override int Version => 2;

    // A folded-in user follows the training objective, so the options of ALS and similarity are part of this stage's rules.
    public override JsonObject KeyOptions(PipelineOptions options) => Json([.. Own(options), .. Choosing(options), .. AutoencoderLists.KeyOptions(options)]);

    private static (string Key, object Value)[] Own(PipelineOptions options) =>
    [
        ("topN", options.TopN with { Deny = "", Allow = "", Block = "" }), ("likedThreshold", options.LikedThreshold), ("similarityValues", options.Similarity.Values),
        ("lists", options.Als.Lists), ("seed", options.Seed), ("ease", options.Ease),
    ];

    // Weights are chosen on models that this stage fits itself, for lists of the longest cutoff.
    private static (string Key, object Value)[] Choosing(PipelineOptions options) => options.TopN.Blend.Choose
        ? [("similarity", options.Similarity), ("ratingScale", options.Clean.RatingScale), ("cutoff", options.Evaluate.Cutoffs.Max())]
        : [];

    public override IEnumerable<string> RawInputs(PipelineOptions options) =>
        new[] { options.TopN.Deny, options.TopN.Allow, options.TopN.Block }.Where(file => file.Length > 0);

    public override void RunLocal(StageContext context) => TopNLocal.Run(context);

    // The weights of EASE, items × items, are no broadcast, the autoencoder's lists are rows per user, and weights of the blend are chosen on fits of their own:
    // with one of these the local form works, on the driver.
    public override void RunSpark(StageContext context)
    {
        if (context.Options.Ease.Enabled || context.Options.Autoencoder.Enabled || context.Options.TopN.Blend.Choose)
            base.RunSpark(context);
        else
            TopNSpark.Run(context);
    }
}
