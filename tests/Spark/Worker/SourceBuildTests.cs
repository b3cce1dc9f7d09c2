using RecPipeline.Tests.Support;

namespace RecPipeline.Spark.Tests.Worker;

/// <summary>Equal sources give equal names in any folder, with any line ends and for any kind of build; a changed file gives another.</summary>
[Trait("Tier", "All")]
public sealed class SourceBuildTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Build_OfEqualSources_HasTheSameName()
    {
        string[] files = [.. ((string[])["spark", "formats", "samples"]).SelectMany(folder => Directory.EnumerateFiles(Repository.At(folder), "*", SearchOption.AllDirectories)), .. Directory.EnumerateFiles(Repository.Root, "Directory.*"), Repository.At("global.json")];
        foreach (string file in files)
            _folder.Write(Path.Combine("copy", Path.GetRelativePath(Repository.Root, file)), File.ReadAllText(file).Replace("\n", file.EndsWith(".cs", StringComparison.Ordinal) ? "\r\n" : "\n", StringComparison.Ordinal));
        string name = Build("Debug");
        Assert.Equal(Name(Path.Combine(Path.GetDirectoryName(Live.Host.Program)!.Replace("RecPipeline.SparkHost", "WordCount", StringComparison.Ordinal), "WordCount.dll")), name);
        Assert.Equal(name, Build("Release"));
        File.AppendAllText(_folder.At("copy", "formats", "AssemblyInfo.cs"), "// changed\n");
        Assert.NotEqual(name, Build("Release"));
    }

    public void Dispose() => _folder.Dispose();

    private static string Name(string program)
    {
        var result = ChildProcess.Run(Dotnet, program, "-VV");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Matches(@"^RecPipeline worker 0\.1\.0\.0\+[0-9a-f]{12}", result.Output);
        return result.Output;
    }

    private static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    private string Build(string configuration)
    {
        var result = ChildProcess.Run(Dotnet, "build", _folder.At("copy", "samples", "word-count"), "-c", configuration, "-o", _folder.At("out", configuration), "-nodeReuse:false", "-p:RunAnalyzers=false", "-v", "quiet");
        Assert.True(result.ExitCode == 0, result.ToString());
        return Name(_folder.At("out", configuration, "WordCount.dll"));
    }
}
