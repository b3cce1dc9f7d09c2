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

    // Embedded kernels and pages, properties of the build, and files that are gone: a list of names would forget one.
    [Theory]
    [InlineData("gpu-worker/Kernels/encode.cl", true)]
    [InlineData("jobs/Reporting/Page/mark.svg", true)]
    [InlineData("models/Kernels/table.bin", true)]
    [InlineData("spark/Sources.targets", true)]
    [InlineData("Directory.Build.targets", true)]
    [InlineData("-formats/Csv/Old.cs", true)]
    [InlineData("docs/page.txt", false)]
    public void It_builds_again_after_any_change_of_a_project(string change, bool builds)
    {
        string log = Skeleton();
        Assert.Equal(("ran\n", false), (ChildProcess.Run("env", $"PATH={_folder.At("bin")}:/usr/bin:/bin", _folder.At("recpipeline"), "doctor").Output, File.Exists(log)));
        if (change[0] == '-')
            File.Delete(_folder.At(change[1..].Split('/')));
        else
            _folder.Write(change, "x");
        var result = ChildProcess.Run("env", $"PATH={_folder.At("bin")}:/usr/bin:/bin", _folder.At("recpipeline"), "doctor");
        Assert.Equal(("ran\n", builds), (result.Output, File.Exists(log)));
    }

    // The launcher, a build that is done, and a dotnet that only writes down that it was asked to build.
    private string Skeleton()
    {
        string log = _folder.At("built");
        foreach (string each in new[] { "jobs/a.cs", "gpu-worker/a.cs", "spark/a.cs", "udfs/a.cs", "formats/Csv/Old.cs", "models/a.cs", "evaluation/a.cs", "Directory.Build.props", "global.json", "docs/a.txt" })
            _folder.Write(each, "x");
        Program("recpipeline", File.ReadAllText(Repository.At("recpipeline")));
        Program("bin/dotnet", $"#!/bin/sh\nif [ \"$1\" = build ]; then echo built >>{log}; fi\n");
        Program("artifacts/launch/RecPipeline.Jobs", "#!/bin/sh\necho ran\n");
        foreach (string each in new[] { "RecPipeline.Jobs.dll", "RecPipeline.GpuWorker.dll" })
            _folder.Write("artifacts/launch/" + each, "");
        Thread.Sleep(20);
        _folder.Write("artifacts/launch/.built", "");
        Thread.Sleep(20);
        return log;
    }

    private void Program(string path, string text) => ChildProcess.Run("chmod", "+x", _folder.Write(path, text));

    public void Dispose() => _folder.Dispose();
}
