using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests;

/// <summary>The example for cron, with a small program in the place of the pipeline.</summary>
public sealed class CronTests : IDisposable
{
    private static readonly string Script = Repository.At("scripts", "cron", "recpipeline-nightly");
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_second_of_two_runs_leaves_with_75()
    {
        using var first = Start("touch \"$1\"; sleep 60", "started");
        WaitFor("started");
        var second = ChildProcess.Run("env", [.. Environment("exit 0"), Script]);
        Assert.True(second.ExitCode == 75, second.ToString());
        Assert.Equal($"recpipeline-nightly: another run holds '{_folder.At("logs", "lock")}'; leaving with code 75. Nothing was started.\n", second.Error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void The_exit_code_is_the_programs_and_only_a_failure_prints(int code)
    {
        var result = ChildProcess.Run("env", [.. Environment($"echo told \"$@\"; exit {code}"), Script, "--out", "x"]);
        Assert.True(result.ExitCode == code, result.ToString());
        string log = File.ReadAllText(Directory.GetFiles(_folder.At("logs"), "*.log").Single());
        Assert.Contains("told run --out x\n", log, StringComparison.Ordinal);
        Assert.Contains($"ends with code {code}\n", log, StringComparison.Ordinal);
        Assert.Equal(code != 0, result.Error.Contains("told run --out x", StringComparison.Ordinal));
    }

    [Fact]
    public void Old_logs_are_removed()
    {
        string old = _folder.Write("logs/2020-01-01.log", "old");
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-31));
        string recent = _folder.Write("logs/2020-01-02.log", "recent");
        Assert.Equal(0, ChildProcess.Run("env", [.. Environment("exit 0"), Script]).ExitCode);
        Assert.False(File.Exists(old));
        Assert.True(File.Exists(recent));
    }

    public void Dispose() => _folder.Dispose();

    private ChildProcess Start(string program, string marker) => ChildProcess.Start("env", [.. Environment(program.Replace("$1", _folder.At(marker), StringComparison.Ordinal)), Script]);

    // A program in the place of ./recpipeline; it must be executable.
    private string[] Environment(string body)
    {
        string program = _folder.Write("program", $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return [$"RECPIPELINE={program}", $"RECPIPELINE_LOGS={_folder.At("logs")}"];
    }

    private void WaitFor(string marker)
    {
        for (var end = DateTime.UtcNow.AddSeconds(30); !File.Exists(_folder.At(marker)); Thread.Sleep(20))
            Assert.True(DateTime.UtcNow < end, "The first run did not start.");
    }
}
