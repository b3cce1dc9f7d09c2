using System.Diagnostics;
using System.Text;

namespace RecPipeline.Tests.Support;

/// <summary>How a program that a test started has ended.</summary>
internal sealed record ChildResult(int ExitCode, string Output, string Error)
{
    /// <summary>Everything, for the message of a failed assertion.</summary>
    public override string ToString() => $"exit code {ExitCode}\n--- output\n{Output}\n--- error\n{Error}";
}

/// <summary>A program that a test starts. It is killed when the test lets go of it or its time is up.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private ChildProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    public string Output
    {
        get { lock (_output) return _output.ToString(); }
    }

    public static ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        // A shell ignores Ctrl-C for what it runs in the background, and so would every program below it, ours included.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", program, .. arguments])
        {
            WorkingDirectory = folder ?? Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new ChildProcess(start);
    }

    public static ChildResult Run(string program, params string[] arguments)
    {
        using var child = Start(program, arguments);
        return child.Wait();
    }

    /// <summary>Returns once the program has printed a text.</summary>
    /// <exception cref="TimeoutException">It has not within fifteen minutes, or has ended without it.</exception>
    public void WaitForOutput(string text)
    {
        var clock = Stopwatch.StartNew();
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited || clock.Elapsed > Patience)
                throw new TimeoutException($"'{text}' has not been printed. {Wait()}");
            Thread.Sleep(10);
        }
    }

    /// <summary>SIGKILL: the program cannot notice. Returns when it is gone.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <exception cref="TimeoutException">It runs for more than fifteen minutes.</exception>
    public ChildResult Wait()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(Patience))
            throw new TimeoutException($"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} has not ended after {Patience}.\n{Output}");
        _process.WaitForExit(); // the overload without a time also waits for the last lines of output
        return new ChildResult(_process.ExitCode, _output.ToString(), _error.ToString());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null)
            return;
        lock (text)
            text.Append(line).Append('\n');
    }
}
