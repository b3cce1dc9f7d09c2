using System.Runtime.InteropServices;

namespace RecPipeline.Foundation;

/// <summary>Turns Ctrl-C and SIGTERM into a cancelled token and remembers the exit code that belongs to the signal.</summary>
public sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public StopSignals()
    {
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, Foundation.ExitCode.Interrupted));
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, Foundation.ExitCode.Terminated));
    }

    public CancellationToken Token => _source.Token;

    /// <summary>130 or 143 once a signal came.</summary>
    public int? ExitCode { get; private set; }

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    // A second signal is not held back: it ends the process the usual way.
    private void Stop(PosixSignalContext context, int code)
    {
        context.Cancel = ExitCode is null;
        ExitCode ??= code;
        _source.Cancel();
    }
}
