using System.Diagnostics;

namespace RecPipeline.Formats.Tests.Arrow.Support;

/// <summary>Runs tests/referees/arrow: the npm package apache-arrow, which knows nothing of our code.</summary>
internal static class Referee
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private static string Folder { get; } = Path.Combine(ArrowGolden.Folder, "..", "..", "referees", "arrow");

    /// <summary>Why there is no referee on this machine; null where there is one.</summary>
    public static string? WhyNot => !OnPath("node") ? "There is no node on this machine."
        : !Directory.Exists(Path.Combine(Folder, "node_modules", "apache-arrow")) ? "tests/referees/arrow is not installed; tests/setup does it with npm."
        : null;

    /// <summary>Reads (<c>read</c>) or writes (<c>write</c>) every stream of the folder.</summary>
    public static void Run(string mode, string folder)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Folder, "referee.mjs"), mode, folder]) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Timeout))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The referee did not finish to {mode} {folder} in {Timeout}.");
        }
        Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
    }

    private static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, $"{program}.exe")));
}

/// <summary>A new folder that goes away at the end of the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("recpipeline-arrow-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
