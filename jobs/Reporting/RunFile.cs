using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Reporting;

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
        var facts = RunFactsBuilder.Basic(run, key: "", Status(code), code, error.Message);
        run.Catalog.Store.Replace(Path, facts.ToJson());
    }

    private static string Status(int code) => code switch
    {
        ExitCode.HeldBack => "held back",
        ExitCode.Interrupted or ExitCode.Terminated => "stopped",
        _ => "failed",
    };
}
