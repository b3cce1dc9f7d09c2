using System.Xml.Linq;
using RecPipeline.Tests.Support;

namespace RecPipeline.Architecture.Tests;

/// <summary>A project file and what it refers to. Paths are relative to the repository, with '/'.</summary>
internal sealed record ProjectFile(string Path, string Name, string RootNamespace, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    private static readonly string[] Kinds = ["tests/", "benchmarks/", "samples/"];

    /// <summary>Every project of the repository.</summary>
    public static IReadOnlyList<ProjectFile> All { get; } = [.. SourceTree.Files("*.csproj").Select(Read)];

    public string Folder => Path[..Path.LastIndexOf('/')];

    /// <summary>True for what is delivered: neither tests nor benchmarks nor samples.</summary>
    public bool IsProduct => !Kinds.Any(kind => Path.StartsWith(kind, StringComparison.Ordinal));

    /// <summary>Projects with tests in them; a program that tests start is not one.</summary>
    public bool IsTests => Path.StartsWith("tests/", StringComparison.Ordinal) && Name.EndsWith(".Tests", StringComparison.Ordinal);

    private static ProjectFile Read(string path)
    {
        var xml = XDocument.Load(Repository.At(path));
        string Property(string name) => xml.Descendants(name).Select(each => each.Value).FirstOrDefault()
            ?? throw new InvalidDataException($"{path} has no <{name}>.");
        string folder = System.IO.Path.GetDirectoryName(Repository.At(path))!;
        var references = xml.Descendants("ProjectReference")
            .Select(each => System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, each.Attribute("Include")!.Value.Replace('\\', '/'))))
            .Select(SourceTree.Relative);
        return new ProjectFile(path, Property("AssemblyName"), Property("RootNamespace"), [.. references], [.. xml.Descendants("PackageReference").Select(each => each.Attribute("Include")!.Value)]);
    }
}
