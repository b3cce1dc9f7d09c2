using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests.Schedule;

/// <summary>The script of scripts/cron, with a stand-in for the program where only the script's own work counts.</summary>
public sealed class CronTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_second_run_at_the_same_time_leaves_with_75_and_says_why()
    {
        string go = _folder.At("go"), started = _folder.At("started");
        using var first = Start($"touch '{started}'; while [ ! -e '{go}' ]; do sleep 0.05; done");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(started), TimeSpan.FromMinutes(1)));
        var second = Run("exit 0");
        File.WriteAllText(go, "");
        Assert.True(second.ExitCode == 75, second.ToString());
        Assert.Contains("the run before is still at work", second.Error, StringComparison.Ordinal);
        Assert.Equal(0, first.Wait().ExitCode);
    }

    [Fact]
    public void A_run_that_is_done_prints_nothing_and_keeps_its_log()
    {
        var result = Run("echo all is well");
        Assert.Equal((0, "", ""), (result.ExitCode, result.Output, result.Error));
        Assert.Equal("all is well\nrecpipeline-nightly: exit code 0\n", File.ReadAllText(Assert.Single(Logs())));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_run_that_fails_gives_its_code_and_the_end_of_its_log(int code)
    {
        var result = Run($"echo something broke; exit {code}");
        Assert.Equal(code, result.ExitCode);
        Assert.Contains($"exit code {code}; the end of ", result.Error, StringComparison.Ordinal);
        Assert.Contains("something broke", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Old_logs_are_removed_and_other_files_stay()
    {
        string[] old = [.. Enumerable.Range(1, 5).Select(day => _folder.Write($"logs/2020-01-0{day}T000000Z.log", ""))];
        string other = _folder.Write("logs/notes.txt", "");
        Assert.Equal(0, Run("exit 0").ExitCode);
        string[] logs = Logs();
        Assert.Equal(3, logs.Length);
        Assert.Equal(old[^2..], logs[..2]);
        Assert.True(File.Exists(other));
    }

    [Fact]
    public void The_program_itself_runs_with_the_options_of_the_environment()
    {
        var result = Run(null, "--no-such-option");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("no-such-option", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string[] Logs() => [.. Directory.GetFiles(_folder.At("logs"), "*.log").Order(StringComparer.Ordinal)];

    private ChildResult Run(string? program, string options = "")
    {
        using var child = Start(program, options);
        return child.Wait();
    }

    private ChildProcess Start(string? program, string options = "")
    {
        var environment = new Dictionary<string, string> { ["RECPIPELINE_LOGS"] = _folder.At("logs"), ["RECPIPELINE_KEEP"] = "3", ["RECPIPELINE_OPTIONS"] = options };
        if (program is not null)
            environment["RECPIPELINE_COMMAND"] = "bash " + _folder.Write($"program-{Guid.NewGuid():N}", program);
        return ChildProcess.Start(Repository.At("scripts", "cron", "recpipeline-nightly"), [], environment);
    }
}
