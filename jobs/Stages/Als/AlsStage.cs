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
        Json(("solver", "local"), ("seed", options.Seed), ("likedThreshold", options.LikedThreshold), ("als", options.Als));

    public override void RunLocal(StageContext context) => AlsLocal.Run(context);
}
