using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace RecPipeline.Spark.Launching;

/// <summary>The Java that spark-submit would take: JAVA_HOME's, else the first on the PATH.</summary>
/// <param name="Program">Path of <c>java</c>.</param>
/// <param name="Major">8, 11, 17, …</param>
public sealed partial record JavaRuntime(string Program, int Major)
{
    /// <summary>Finds Java and asks it for its version (about 50 ms); null when there is none or it does not answer.</summary>
    public static JavaRuntime? Find()
    {
        string name = OperatingSystem.IsWindows() ? "java.exe" : "java";
        string? program = Environment.GetEnvironmentVariable("JAVA_HOME") is { Length: > 0 } home
            ? Path.Combine(home, "bin", name)
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name))
                .FirstOrDefault(File.Exists);
        return program is not null && File.Exists(program) && AskVersion(program) is { } major ? new JavaRuntime(program, major) : null;
    }

    private static int? AskVersion(string program)
    {
        try
        {
            using var java = Process.Start(
                new ProcessStartInfo(program, ["-version"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            string text = java.StandardError.ReadToEnd();
            return java.WaitForExit(TimeSpan.FromSeconds(10)) && Quoted().Match(text) is { Success: true } version
                ? int.Parse(version.Groups[1].Value, CultureInfo.InvariantCulture)
                : null;
        }
        catch (Win32Exception)
        {
            // Not executable: as good as not there, and doctor says so.
            return null;
        }
    }

    // 17.0.15 is 17, 1.8.0_412 is 8.
    [GeneratedRegex("version \"(?:1\\.)?(\\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
