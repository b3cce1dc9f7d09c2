using RecPipeline.Tests.Support;

namespace RecPipeline.Architecture.Tests;

/// <summary>The repository's files, without what builds and runs leave behind. Paths are relative, with '/'.</summary>
internal static class SourceTree
{
    private static readonly string[] Left = [".git", "artifacts", "bin", "obj", "out", "logs", "node_modules", ".vs", ".idea"];

    public static IReadOnlyList<string> Files(string pattern = "*") =>
        [.. Below(Repository.Root, pattern).Select(Relative).Order(StringComparer.Ordinal)];

    /// <summary>C# files of one or more folders.</summary>
    public static IEnumerable<SourceFile> Code(params string[] folders) => Files("*.cs")
        .Where(path => folders.Any(folder => path.StartsWith(folder + "/", StringComparison.Ordinal)))
        .Select(SourceFile.Read);

    /// <summary>C# files of one project, without those of a project inside its folder.</summary>
    public static IEnumerable<SourceFile> CodeOf(string project)
    {
        var inside = ProjectFile.All.Select(each => each.Folder + "/").Where(folder => folder.StartsWith(project + "/", StringComparison.Ordinal) && folder != project + "/");
        return Code(project).Where(file => !inside.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal)));
    }

    /// <summary>C# files of every project that is delivered.</summary>
    public static IEnumerable<SourceFile> ProductCode() => Code([.. ProjectFile.All.Where(project => project.IsProduct).Select(project => project.Folder)]);

    public static string Relative(string path) => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/');

    private static IEnumerable<string> Below(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern).Where(each => !Left.Contains(Path.GetFileName(each)))
        .Concat(Directory.EnumerateDirectories(folder).Where(each => !Left.Contains(Path.GetFileName(each))).SelectMany(each => Below(each, pattern)));
}
