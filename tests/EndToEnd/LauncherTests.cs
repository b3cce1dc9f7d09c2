using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests;

public sealed class LauncherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_second_start_builds_nothing()
    {
        Launcher.Run("--version");
        var result = Launcher.Run("--version");
        Assert.Matches(@"^RecPipeline \d+\.\d+\.\d+\S*\n$", result.Output);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public void It_can_be_started_through_a_link()
    {
        Launcher.Run("--version"); // builds, when somebody runs this test alone
        string link = _folder.At("recpipeline");
        File.CreateSymbolicLink(link, Repository.At("recpipeline"));
        var result = ChildProcess.Run(link, "--version");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    public void Dispose() => _folder.Dispose();
}
