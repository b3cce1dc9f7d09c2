using System.Buffers.Binary;
using System.Diagnostics;
using RecPipeline.Spark.Tests.Live;

namespace RecPipeline.Spark.Tests.Worker;

/// <summary>A program of executors, started as Spark starts it.</summary>
public sealed class WorkerProgramTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    [Fact]
    public void Daemon_WritesItsPortFirst_AndEndsWithItsInput()
    {
        using var daemon = Start(["-m", "pyspark.daemon", "pyspark.worker"], ("PYTHON_WORKER_FACTORY_SECRET", "secret"));
        var port = new byte[4];
        daemon.StandardOutput.BaseStream.ReadExactly(port);
        Assert.InRange(BinaryPrimitives.ReadInt32BigEndian(port), 1, ushort.MaxValue);
        Assert.False(daemon.HasExited);
        daemon.StandardInput.Close();
        Assert.True(daemon.WaitForExit(Timeout));
        Assert.Equal(0, daemon.ExitCode);
        Assert.Equal(-1, daemon.StandardOutput.BaseStream.ReadByte());
    }

    [Fact]
    public void Worker_WithoutAnExecutor_SaysWhatIsMissing()
    {
        using var worker = Start(["-m", "pyspark.worker"]);
        Assert.Contains("PYTHON_WORKER_FACTORY_PORT", worker.StandardError.ReadToEnd());
        Assert.True(worker.WaitForExit(Timeout));
        Assert.Equal(2, worker.ExitCode);
    }

    [Fact]
    public void Program_AskedForItsVersion_SaysThatItIsAWorker()
    {
        using var program = Start(["-VV"]);
        Assert.Contains("RecPipeline worker", program.StandardOutput.ReadToEnd() + program.StandardError.ReadToEnd());
        Assert.True(program.WaitForExit(Timeout));
        Assert.Equal(0, program.ExitCode);
    }

    private static Process Start(string[] arguments, params (string Name, string Value)[] variables)
    {
        var info = new ProcessStartInfo(Host.Program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
            info.Environment[name] = value;
        return Process.Start(info)!;
    }
}
