using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Stages.Split;

/// <summary>Cuts the ratings into the tables of each evaluation protocol. Decided by hash of raw ids: the same row falls on the same side everywhere.</summary>
internal sealed class SplitStage : StageDefinition
{
    public override string Name => "split";

    public override int Version => 1;

    public override JsonObject KeyOptions(PipelineOptions options) =>
        Json(("seed", options.Seed), ("protocols", options.Evaluate.Protocols), ("folds", options.Evaluate.Folds));

    public override void RunLocal(StageContext context) => SplitLocal.Run(context);

    public override void RunSpark(StageContext context) => SplitSpark.Run(context);
}
