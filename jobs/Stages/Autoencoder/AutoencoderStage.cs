using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Stages.Autoencoder;

/// <summary>
/// Has the GPU worker train a network on each hand-off and list its users: the final fit, and each fold whose protocol measures lists.
/// </summary>
internal sealed class AutoencoderStage : StageDefinition
{
    public override string Name => "autoencoder";

    public override int Version => 2;

    public override string Switch => "models.autoencoder.enabled";

    public override bool IsOn(PipelineOptions options) => options.TrainsAutoencoder();

    public override JsonObject KeyOptions(PipelineOptions options) =>
        Json(("seed", options.Seed), ("candidates", options.TopN.Candidates), ("protocols", options.Evaluate.Protocols),
            ("folds", options.Evaluate.Folds));

    public override IEnumerable<string> RawInputs(PipelineOptions options) =>
        new[] { options.Worker().Config, options.TopN.Deny, options.TopN.Allow }.Where(file => file.Length > 0).Distinct();

    // Blocked pairs are for top-n; the lists of items that are read here are a part of its options.
    public override IReadOnlyList<string> FreeOptions => [.. base.FreeOptions, "topN.block"];

    public override void RunLocal(StageContext context) => AutoencoderLocal.Run(context);
}
