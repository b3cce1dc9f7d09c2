using System.Text.Json.Nodes;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.EndToEnd.Tests;

/// <summary>Ctrl-C and SIGTERM: the run ends soon with the code of the signal, and the same command goes on where it was.</summary>
[Collection(nameof(SampleRun))]
public sealed class SignalTests(SampleRun sample) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // So many iterations that the signal always arrives during als.
    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_signal_ends_the_run_with_its_code_and_the_next_run_goes_on(string signal, int code)
    {
        var (ratings, items) = SmallData.Write(_folder);
        string[] command = ["run", "--ratings", ratings, "--items", items, "--out", _folder.At("out"), "--set", "models.als.maxIter=1000"];
        var stopped = Stop(signal, after: "similarity: done", command);
        Assert.True(stopped.ExitCode == code, stopped.ToString());
        Assert.Contains("Stopped by a signal. Finished stages are kept; run the same command again to go on.", stopped.Error, StringComparison.Ordinal);
        var facts = JsonNode.Parse(File.ReadAllText(_folder.At("out", "run.json")))!;
        Assert.Equal(("stopped", code), ((string)facts["status"]!, (int)facts["exit_code"]!));
        var next = Launcher.Run([.. command, "--set", "models.als.maxIter=2"]);
        Assert.True(next.ExitCode == 0, next.ToString());
        Assert.Matches(@"\n│ popularity +│ up to date │", next.Output);
        Assert.Matches(@"\n│ als +│ ran +│", next.Output);
    }

    // The stage is not brought to its end first; how soon it stops is a matter for benchmarks, not for a test.
    // Similarity takes a tenth of a second of the sample: that it stops between two blocks is a test of models/.
    [Theory]
    [Trait("Tier", "All")]
    [InlineData("similarity", "als")]
    [InlineData("als", "top-n")]
    [InlineData("top-n", "evaluate")]
    public void Every_long_stage_ends_soon_after_a_signal(string before, string stage)
    {
        string[] command = ["run", "--out", _folder.At("out"), "--date", "2026-01-31"];
        var stopped = Stop("TERM", $"{before}: done", command);
        Assert.True(stopped.ExitCode == 143, stopped.ToString());
        Assert.DoesNotContain($"{stage}: done", stopped.Output, StringComparison.Ordinal);
        Assert.Equal(0, Launcher.Run(command).ExitCode);
        var options = sample.Options with { Output = _folder.At("out") };
        Assert.Equal(SmallRun.Hashes(sample.Store, options), SmallRun.Hashes(new Jobs.Tables.LocalStore(options.Output), options));
    }

    public void Dispose() => _folder.Dispose();

    private static ChildResult Stop(string signal, string after, string[] command)
    {
        using var run = Launcher.Start(command);
        run.WaitForOutput(after);
        Thread.Sleep(100); // into the middle of the next stage
        Assert.Equal(0, ChildProcess.Run("kill", $"-{signal}", $"{run.Id}").ExitCode);
        return run.Wait();
    }
}
