using System.Diagnostics;

namespace RecPipeline.Jobs.Stages.Autoencoder;

/// <summary>One start of the worker's program.</summary>
internal static class WorkerStart
{
    private const string Program = "RecPipeline.GpuWorker";

    // A worker that does not stop within this time after SIGTERM is killed; its checkpoint is then the one before.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <param name="command">A shell command with <c>{arguments}</c>, or empty for the program beside this one.</param>
    /// <param name="arguments">The worker's arguments.</param>
    /// <param name="log">Takes its lines.</param>
    /// <param name="cancellation">Stops the worker as a signal would, so that it leaves a checkpoint.</param>
    /// <returns>Its exit code, and the last line that it wrote to its error stream.</returns>
    public static (int Code, string LastWords) Run(string command, IReadOnlyList<string> arguments, Action<string> log,
        CancellationToken cancellation)
    {
        using var process = Start(command, arguments);
        string last = "";
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => last = Take(line.Data) ?? last;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var stop = cancellation.Register(() => Stop(process));
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return (process.ExitCode, last);

        string? Take(string? line)
        {
            if (!string.IsNullOrWhiteSpace(line))
                log(line);
            return string.IsNullOrWhiteSpace(line) ? null : line;
        }
    }

    private static Process Start(string command, IReadOnlyList<string> arguments)
    {
        var start = command.Length > 0
            ? new ProcessStartInfo(
                "sh",
                ["-c", "exec " + command.Replace("{arguments}", string.Join(' ', arguments.Select(Quoted)), StringComparison.Ordinal)])
            : new ProcessStartInfo(Beside(), arguments);
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new WorkerException(
                $"The worker '{start.FileName}' cannot be started: {error.Message} Build it with ./recpipeline train --help, "
                + "or set models.autoencoder.command.", error);
        }
    }

    // The launcher builds both programs into one folder.
    private static string Beside() => Path.Combine(AppContext.BaseDirectory, Program) is var here && WorkFolder.Has(here)
        ? here
        : Path.Combine(Home.Folder, "artifacts", "launch", Program);

    private static string Quoted(string argument) => "'" + argument.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    private static void Stop(Process process)
    {
        LinuxSignals.Terminate(process);
        if (!process.WaitForExit(Patience))
            process.Kill(entireProcessTree: true);
    }
}
