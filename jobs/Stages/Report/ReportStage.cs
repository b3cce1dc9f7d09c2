using RecPipeline.Jobs.Reporting.Page;
using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Stages.Report;

/// <summary>Writes <c>report/index.html</c>, one page that needs no network, and <c>run.json</c> with the same facts.</summary>
internal sealed class ReportStage : StageDefinition
{
    public const string Page = "report/index.html";

    public override string Name => "report";

    public override int Version => 1;

    public override IReadOnlyList<string> Files => [RunFile.Path];

    public override JsonObject KeyOptions(PipelineOptions options) => OptionProperties.ToJson(options with { Threads = 0 });

    public override void RunLocal(StageContext context)
    {
        var facts = RunFactsBuilder.Full(context.Run, context.Key);
        context.ReplaceLast(Page, HtmlReport.Render(facts));
        context.ReplaceLast(RunFile.Path, facts.ToJson());
    }
}
