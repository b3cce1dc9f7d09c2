using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests;

/// <summary>A clone of the last commit, without anything that was built before.</summary>
public sealed class FreshClone : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FreshClone()
    {
        var clone = ChildProcess.Run("git", "clone", "--quiet", "--depth=1", "file://" + Repository.Root, At());
        Assert.True(clone.ExitCode == 0, clone.ToString());
    }

    public string At(params string[] parts) => Path.Combine([_folder.At("clone"), .. parts]);

    // The launcher that started the tests has told them where it lies; the clone's own must find out for itself.
    internal ChildResult Run(string folder, params string[] arguments)
    {
        using var child = ChildProcess.Start(At("recpipeline"), arguments, new Dictionary<string, string> { ["RECPIPELINE_HOME"] = "" }, folder);
        return child.Wait();
    }

    public void Dispose() => _folder.Dispose();
}

[Trait("Tier", "All")]
public sealed class FreshCloneTests(FreshClone clone) : IClassFixture<FreshClone>, IDisposable
{
    private readonly TemporaryFolder _elsewhere = new();

    [CloneFact]
    public void A_fresh_clone_builds_and_runs_with_one_command()
    {
        var result = clone.Run(clone.At(), "run");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Contains($"Report: {clone.At("out", "ml-latest-small", "report", "index.html")}", result.Output, StringComparison.Ordinal);
        Assert.Empty(ChildProcess.Run("git", "-C", clone.At(), "status", "--porcelain").Output);
    }

    [CloneFact]
    public void It_runs_from_any_folder_and_writes_below_that()
    {
        var result = clone.Run(_elsewhere.Path, "run", "--out", "a b", "--to", "clean");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.True(File.Exists(_elsewhere.At("a b", "ratings", "_contract.json")), result.ToString());
    }

    [CloneFact]
    public void A_changed_source_is_built_before_the_program_runs()
    {
        clone.Run(clone.At(), "--version");
        Assert.Empty(clone.Run(clone.At(), "--version").Error);
        string source = clone.At("jobs", "Pipeline.cs"), before = File.ReadAllText(source);
        File.WriteAllText(source, before + "// changed\n");
        var result = clone.Run(clone.At(), "--version");
        File.WriteAllText(source, before);
        Assert.StartsWith("recpipeline: building", result.Error, StringComparison.Ordinal);
        Assert.StartsWith("RecPipeline ", result.Output, StringComparison.Ordinal);
    }

    [CloneFact]
    public void A_source_that_does_not_build_ends_with_code_1_and_the_compilers_words()
    {
        string extra = clone.At("jobs", "Broken.cs");
        File.WriteAllText(extra, "this is no C#\n");
        var result = clone.Run(clone.At(), "--version");
        File.Delete(extra);
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains("Broken.cs(1,", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("recpipeline: the build failed; its output is above.\n", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _elsewhere.Dispose();
}

/// <summary>A test that needs the repository's history; skipped, with the reason, in a copy without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CloneFactAttribute : FactAttribute
{
    public CloneFactAttribute()
    {
        if (!Path.Exists(Repository.At(".git")))
            Skip = "This copy of the sources is no git repository.";
    }
}
