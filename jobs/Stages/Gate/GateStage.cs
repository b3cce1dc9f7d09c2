using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Stages.Gate;

/// <summary>Holds a run back when a chosen metric fell since the last published run. It writes no table and so always runs.</summary>
internal sealed class GateStage : StageDefinition
{
    public override string Name => "gate";

    public override int Version => 1;

    public override JsonObject KeyOptions(PipelineOptions options) => Json(("gate", options.Gate));

    public override void RunLocal(StageContext context) => GateLocal.Run(context);
}
