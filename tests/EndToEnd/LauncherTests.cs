using System.Diagnostics;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests;

public sealed class LauncherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_second_start_costs_little()
    {
        Launcher.Run("--version");
        var clock = Stopwatch.StartNew();
        var result = Launcher.Run("--version");
        Assert.Matches(@"^RecPipeline \d+\.\d+\.\d+\S*\n$", result.Output);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 3); // 0.3 s on an idle machine
    }

    [Fact]
    public void It_can_be_started_through_a_link()
    {
        string link = _folder.At("recpipeline");
        File.CreateSymbolicLink(link, Repository.At("recpipeline"));
        var result = ChildProcess.Run(link, "--version");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    public void Dispose() => _folder.Dispose();
}
