using System.Xml.Linq;
using RecPipeline.Tests.Support;

namespace RecPipeline.Architecture.Tests;

/// <summary>A project file and what it refers to. Paths are relative to the repository, with '/'.</summary>
/// <param name="Links">Files of other projects, or patterns of them, that this one compiles too.</param>
internal sealed record ProjectFile(
    string Path, string Name, string RootNamespace, IReadOnlyList<string> References, IReadOnlyList<string> Links, IReadOnlyList<string> Packages)
{
    private static readonly string[] Kinds = ["tests/", "benchmarks/", "samples/"];

    /// <summary>Every project of the repository.</summary>
    public static IReadOnlyList<ProjectFile> All { get; } = [.. SourceTree.Files("*.csproj").Select(Read)];

    public string Folder => FolderOf(Path);

    /// <summary>True for what is delivered: neither tests nor benchmarks nor samples.</summary>
    public bool IsProduct => !Kinds.Any(kind => Path.StartsWith(kind, StringComparison.Ordinal));

    /// <summary>Projects with tests in them; a program that tests start is not one.</summary>
    public bool IsTests => Path.StartsWith("tests/", StringComparison.Ordinal) && Name.EndsWith(".Tests", StringComparison.Ordinal);

    /// <summary>The folders of the projects that this one builds on, by reference or by link.</summary>
    public IEnumerable<string> Targets => References.Select(FolderOf)
        .Concat(Links.Select(link => All.Select(project => project.Folder).Where(folder => IsBelow(link, folder)).MaxBy(folder => folder.Length) ?? FolderOf(link)))
        .Distinct();

    public static ProjectFile Parse(string path, XDocument xml)
    {
        string Property(string name) => xml.Descendants(name).Select(each => each.Value).FirstOrDefault()
            ?? throw new InvalidDataException($"{path} has no <{name}>.");
        string folder = System.IO.Path.GetDirectoryName(Repository.At(path))!;
        string FromRoot(string include) => SourceTree.Relative(System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, include.Trim().Replace('\\', '/'))));
        IEnumerable<string> Includes(string item) => xml.Descendants(item).Select(each => each.Attribute("Include")?.Value).OfType<string>();
        var links = Includes("Compile").SelectMany(include => include.Split(';', StringSplitOptions.RemoveEmptyEntries)).Select(FromRoot);
        return new ProjectFile(
            path, Property("AssemblyName"), Property("RootNamespace"), [.. Includes("ProjectReference").Select(FromRoot)],
            [.. links.Where(link => !IsBelow(link, FolderOf(path)))], [.. Includes("PackageReference")]);
    }

    private static ProjectFile Read(string path) => Parse(path, XDocument.Load(Repository.At(path)));

    private static string FolderOf(string path) => path[..path.LastIndexOf('/')];

    private static bool IsBelow(string path, string folder) => path.StartsWith(folder + "/", StringComparison.Ordinal);
}
