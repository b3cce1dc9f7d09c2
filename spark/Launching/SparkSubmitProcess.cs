using System.Diagnostics;
using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Launching;

/// <summary>A JVM that we start with spark-submit and that ends when we do.</summary>
/// <remarks>
/// The gateway's main class reads its standard input and exits at the end of it. The pipe is ours:
/// it closes when we close it, and also when this process is killed, so no Java stays behind.
/// SIGINT is ignored in the JVM, or Ctrl-C would end it before we could stop the session in order.
/// </remarks>
internal sealed class SparkSubmitProcess : IJvmOwner, IDisposable
{
    private const int PollMilliseconds = 20;

    // Stopping takes half a second when idle; a session on YARN may need some seconds to say goodbye.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly OutputTail _tail;
    private int _stopped;

    private SparkSubmitProcess(Process process, OutputTail tail) => (_process, _tail) = (process, tail);

    public int Id => _process.Id;

    /// <summary>Starts the JVM and connects to it.</summary>
    /// <exception cref="SparkGatewayException">It ended or took too long; the message has its last lines.</exception>
    public static JavaGateway Launch(SparkHome home, SparkSubmitOptions options)
    {
        string folder = Directory.CreateTempSubdirectory("spark-gateway-").FullName;
        try
        {
            string file = Path.Combine(folder, "connection");
            var submit = Start(home, options, file);
            try
            {
                return JavaGateway.Own(submit.Wait(file, options.StartTimeout), submit);
            }
            catch
            {
                submit.Stop();
                throw;
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public void Stop()
    {
        if (Interlocked.Exchange(ref _stopped, 1) != 0)
            return;
        CloseInput();
        if (!_process.WaitForExit(StopGrace))
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public string Describe() => _process.HasExited
        ? $"The JVM ended with code {_process.ExitCode}. Its last lines:\n{_tail}"
        : $"The JVM (process {_process.Id}) still runs. Its last lines:\n{_tail}";

    public void Dispose()
    {
        Stop();
        _process.Dispose();
    }

    private static SparkSubmitProcess Start(SparkHome home, SparkSubmitOptions options, string connectionFile)
    {
        var info = SubmitCommand.Build(home, options, connectionFile);
        var tail = new OutputTail(options.Log);
        var process = new Process { StartInfo = info };
        process.OutputDataReceived += (_, line) => tail.Add(line.Data);
        process.ErrorDataReceived += (_, line) => tail.Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new SparkSubmitProcess(process, tail);
    }

    // The JVM writes a temporary file and renames it, so the file is whole as soon as it is there.
    private GatewayEndpoint Wait(string file, TimeSpan timeout)
    {
        for (var clock = Stopwatch.StartNew(); !File.Exists(file); Thread.Sleep(PollMilliseconds))
        {
            if (_process.HasExited)
            {
                _process.WaitForExit();
                throw new SparkGatewayException(
                    $"Starting spark-submit: it ended with code {_process.ExitCode} before its gateway listened. "
                        + $"Its last lines:\n{_tail}\n{StartAdvice.For(_tail.ToString())}");
            }
            if (clock.Elapsed > timeout)
                throw new SparkGatewayException(
                    $"Starting spark-submit: no gateway after {timeout.TotalSeconds:0} s. "
                        + $"Its last lines:\n{_tail}\nThe machine may be overloaded; raise the start timeout.");
        }
        return GatewayEndpoint.FromConnectionFile(File.ReadAllBytes(file));
    }

    private void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The JVM is gone already, and its end of the pipe with it.
        }
    }
}
