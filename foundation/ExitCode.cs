namespace RecPipeline.Foundation;

/// <summary>Exit codes of every command; a scheduler decides by them.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>Failed; a retry may help.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage, configuration or input layout; a retry will not help.</summary>
    public const int Usage = 2;

    /// <summary>Held back by the quality gate.</summary>
    public const int HeldBack = 3;

    /// <summary>Another run holds the output: run again.</summary>
    public const int Busy = 75;

    /// <summary>Default of <c>--skip-exit-code</c> users: nothing to do.</summary>
    public const int NothingToDo = 99;

    /// <summary>Stopped by Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>Stopped by SIGTERM.</summary>
    public const int Terminated = 143;
}
