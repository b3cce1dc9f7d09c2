using System.Diagnostics;
using RecPipeline.Tests.Support;

namespace RecPipeline.Spark.Tests.Live;

/// <summary>The tests' program as executors get it, made by <c>udfs/pack</c> once per build.</summary>
internal static class HostPackage
{
    private static readonly Lazy<string> Made = new(Make);

    public static string File => Made.Value;

    private static string Make()
    {
        string file = Path.Combine(Repository.Root, "artifacts", "tests", "spark-host.tar.gz");
        if (System.IO.File.Exists(file) && System.IO.File.GetLastWriteTimeUtc(file) > System.IO.File.GetLastWriteTimeUtc(Host.Program + ".dll"))
            return file;
        var info = new ProcessStartInfo(Path.Combine(Repository.Root, "udfs", "pack"), ["tests/SparkHost", file]) { RedirectStandardError = true };
        info.Environment["DOTNET"] = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        using var pack = Process.Start(info)!;
        string errors = pack.StandardError.ReadToEnd();
        pack.WaitForExit();
        Assert.True(pack.ExitCode == 0, errors);
        return file;
    }
}
