using System.Collections;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Tests.Support;

namespace RecPipeline.Jobs.Tests.Configuration;

/// <summary>Layers of configuration as a test writes them: files by their text, then environment, then settings.</summary>
internal sealed record Layers
{
    public IReadOnlyList<string> Files { get; init; } = [];

    public Hashtable Environment { get; init; } = [];

    public IReadOnlyList<string> Set { get; init; } = [];

    public PipelineOptions Load()
    {
        using var folder = new TemporaryFolder();
        var files = Files.Select((text, index) => folder.Write($"{index}.json", text)).ToArray();
        return ConfigurationLoader.Load(files, Environment, Set);
    }

    /// <summary>The mistakes that loading finds, without the folder's name in front of a file's.</summary>
    public string[] Mistakes()
    {
        using var folder = new TemporaryFolder();
        var files = Files.Select((text, index) => folder.Write($"{index}.json", text)).ToArray();
        var error = Assert.Throws<UsageException>(() => ConfigurationLoader.Load(files, Environment, Set));
        Assert.Equal(ExitCode.Usage, error.Code);
        string[] lines = error.Message.Split('\n');
        Assert.Equal($"The configuration has {lines.Length - 1} mistake{(lines.Length == 2 ? "" : "s")}:", lines[0]);
        return [.. lines.Skip(1).Select(line => line.Replace(folder.Path + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Trim())];
    }
}
