using RecPipeline.Jobs.Reporting.Page;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages.Report;

namespace RecPipeline.Jobs.Stages.Report;

/// <summary><c>run.json</c>: how the last run went.</summary>
internal static class RunFile
{
    public const string Path = "run.json";

    public static void WriteFailure(RunContext run, Exception error)
    {
        int code = error switch
        {
            PipelineException known => known.Code,
            OperationCanceledException => run.StopCode(),
            _ => ExitCode.Failed,
        };
        var facts = code == ExitCode.HeldBack
            ? RunFactsBuilder.HeldBack(run, Status(code), error.Message)
            : RunFactsBuilder.Basic(run, key: "", Status(code), code, error.Message);
        if (code == ExitCode.HeldBack)
            run.Catalog.Store.Replace(ReportStage.Page, HtmlReport.Render(facts)); // the gate's message says to look at it
        run.Catalog.Store.Replace(Path, facts.ToJson());
    }

    private static string Status(int code) => code switch
    {
        ExitCode.HeldBack => "held back",
        ExitCode.Interrupted or ExitCode.Terminated => "stopped",
        _ => "failed",
    };
}
