using System.Buffers.Binary;
using System.Diagnostics;

namespace RecPipeline.Udfs.Tests;

/// <summary>The executors' program, started as Spark starts it.</summary>
public sealed class ProgramTests
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

    [Theory]
    [InlineData(0, "RecPipeline worker", "-VV")]
    [InlineData(2, "started by Spark's executors", "anything")]
    public void Program_ByHand_AnswersAndEnds(int code, string text, string argument)
    {
        using var program = Start([argument]);
        Assert.Contains(text, program.StandardOutput.ReadToEnd() + program.StandardError.ReadToEnd());
        Assert.True(program.WaitForExit(Timeout));
        Assert.Equal(code, program.ExitCode);
    }

    private static Process Start(string[] arguments, params (string Name, string Value)[] variables)
    {
        // artifacts/bin/RecPipeline.Udfs.Tests/debug -> artifacts/bin/RecPipeline.Udfs/debug
        var here = new DirectoryInfo(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string program = Path.Combine(here.Parent!.Parent!.FullName, "RecPipeline.Udfs", here.Name, "RecPipeline.Udfs");
        var info = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
            info.Environment[name] = value;
        return Process.Start(info)!;
    }
}
