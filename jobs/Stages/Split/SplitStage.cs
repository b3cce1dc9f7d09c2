using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Models.Splitting;

namespace RecPipeline.Jobs.Stages.Split;

/// <summary>
/// Cuts the ratings into the tables of each evaluation protocol. Decided by hash of raw ids: the same row falls on the same side
/// everywhere.
/// </summary>
internal sealed class SplitStage : StageDefinition
{
    public override string Name => "split";

    public override int Version => 2;

    public override JsonObject KeyOptions(PipelineOptions options) =>
        Json(
            [("seed", options.Seed), ("protocols", options.Evaluate.Protocols), ("folds", options.Evaluate.Folds),
                ("likedThreshold", options.LikedThreshold),
            ("feedback", options.Clean.Feedback), ("layout", options.Input.Layout), .. LiangUsers(options)]);

    /// <summary>What of protocol liang enters the keys of stages that split; nothing where it does not run.</summary>
    public static (string Key, object Value)[] LiangUsers(PipelineOptions options) =>
        options.Evaluate.Protocols.Contains(LiangSplit.Protocol) ? [("liangUsers", options.Evaluate.LiangUsers)] : [];

    // It decides who works, see RunSpark; the ids themselves are in the tables.
    public override IReadOnlyList<string> FreeOptions => [.. base.FreeOptions, "clean.idType"];

    public override void RunLocal(StageContext context) => SplitLocal.Run(context);

    // Hashes of texts have no Spark form.
    public override void RunSpark(StageContext context)
    {
        if (context.Options.Clean.IdType is { User: "int64", Item: "int64" })
            SplitSpark.Run(context);
        else
            base.RunSpark(context);
    }

    public static ISplit SplitOf(PipelineOptions options, string protocol) => Splits.Named(protocol, RulesOf(options));

    public static SplitRules RulesOf(PipelineOptions options) => new(options.LikedThreshold, options.Evaluate.LiangUsers);
}
