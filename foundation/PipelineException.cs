namespace RecPipeline.Foundation;

/// <summary>An error that the user can act on; it ends the command with <see cref="Code"/> and its message, not a stack trace.</summary>
public class PipelineException(int code, string message, Exception? inner = null) : Exception(message, inner)
{
    public int Code { get; } = code;
}

/// <summary>A stage could not do its work, but the run goes on without its tables; log and report say so.</summary>
public sealed class StageLeftOutException(string message, Exception? inner = null) : PipelineException(ExitCode.Failed, message, inner);

/// <summary>Wrong options or input that no retry will mend: exit code 2.</summary>
public sealed class UsageException(string message, Exception? inner = null) : PipelineException(ExitCode.Usage, message, inner);
