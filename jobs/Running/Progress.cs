using Spectre.Console;

namespace RecPipeline.Jobs.Running;

/// <summary>Shows what a long run is doing.</summary>
public interface IRunProgress
{
    void Begin(string stage);

    /// <summary>The current stage is done to this share, 0 to 1.</summary>
    void Advance(double share);

    void End(StageStatus status, double seconds);
}

/// <summary>No terminal: the log lines are the progress.</summary>
internal sealed class NoProgress : IRunProgress
{
    public void Begin(string stage)
    {
    }

    public void Advance(double share)
    {
    }

    public void End(StageStatus status, double seconds)
    {
    }
}

/// <summary>A bar per stage on a terminal.</summary>
internal sealed class TerminalProgress(ProgressContext context) : IRunProgress
{
    private ProgressTask? _task;

    public void Begin(string stage) => _task = context.AddTask(stage, maxValue: 1);

    public void Advance(double share) => _task!.Value = share;

    public void End(StageStatus status, double seconds)
    {
        _task!.Value = 1;
        _task.Description = status == StageStatus.UpToDate
            ? $"[grey]{_task.Description}, up to date[/]"
            : $"{_task.Description} {seconds:0.0} s";
        _task.StopTask();
    }
}
