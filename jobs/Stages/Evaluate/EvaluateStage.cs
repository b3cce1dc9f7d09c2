using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Inputs;
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

    // What rules of lists cost is measured too, where there are any. Their file enters as what it holds, and not among the inputs: whether
    // metrics are fresh is asked of tables. Without the file top-n has ended the run.
    public override JsonObject KeyOptions(PipelineOptions options) => Json([.. Own(options), .. Shaping(options.TopN)]);

    private static (string Key, object Value)[] Shaping(TopNOptions options) => options.IsShaped
        ?
        [
            ("topN", options with { Deny = "", Allow = "", Block = "", Rules = "", Date = options.Dated }),
            ("rules", RawFile.IsFile(options.Rules) || Addresses.IsHadoop(options.Rules) ? RawFile.Identity(options.Rules) : ""),
        ]
        : [];

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
