using RecPipeline.Tests.Support;

namespace RecPipeline.Architecture.Tests;

/// <summary>The shell scripts, as far as they can be checked without running what they start.</summary>
public class ScriptTests
{
    public static TheoryData<string> Scripts => [.. SourceTree.Files().Where(IsShell)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_parses(string script)
    {
        var result = ChildProcess.Run("bash", "-n", Repository.At(script));
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void A_script_can_be_started(string script) =>
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Repository.At(script)).HasFlag(UnixFileMode.UserExecute), $"{script} is not executable.");

    [Fact]
    public void The_launcher_watches_the_folder_of_every_project_that_it_builds()
    {
        string watched = System.Text.RegularExpressions.Regex.Match(File.ReadAllText(Repository.At("recpipeline")), @"find ""\$home""/\{([^}]*)\}").Groups[1].Value;
        Assert.Equal(BuiltFrom("jobs", "gpu-worker").Select(folder => folder.Split('/')[0]).Distinct().Order(StringComparer.Ordinal), watched.Split(',').Order(StringComparer.Ordinal));
    }

    [ShellcheckTheory]
    [MemberData(nameof(Scripts))]
    public void Shellcheck_finds_nothing(string script)
    {
        var result = ChildProcess.Run("shellcheck", "--severity=style", Repository.At(script));
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    private static HashSet<string> BuiltFrom(params string[] folders)
    {
        var (all, waiting) = (new HashSet<string>(), new Queue<string>(folders));
        while (waiting.TryDequeue(out string? folder))
            if (all.Add(folder))
                foreach (string reference in ProjectFile.All.Single(project => project.Folder == folder).References)
                    waiting.Enqueue(reference[..reference.LastIndexOf('/')]);
        return all;
    }

    private static bool IsShell(string path)
    {
        if (path.EndsWith(".sh", StringComparison.Ordinal))
            return true;
        using var reader = new StreamReader(Repository.At(path));
        return !Path.HasExtension(path) && reader.ReadLine() is { } line && line.StartsWith("#!", StringComparison.Ordinal) && line.EndsWith("sh", StringComparison.Ordinal);
    }
}

/// <summary>A test that needs shellcheck; skipped, with the reason, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellcheckTheoryAttribute : TheoryAttribute
{
    public ShellcheckTheoryAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "shellcheck"))))
            Skip = "shellcheck is not installed.";
    }
}
