namespace RecPipeline.Architecture.Tests;

public class NamespaceTests
{
    /// <summary>Files linked into several test projects have a namespace of their own.</summary>
    private static readonly (string Folder, string Namespace)[] Shared = [("tests/Support", "RecPipeline.Tests.Support")];

    /// <summary>Projects whose folders only sort the files of one namespace.</summary>
    private static readonly Dictionary<string, string> Flat = new()
    {
        ["evaluation"] = "a caller names metrics, intervals and sums together; three usings would say nothing more",
    };

    [Fact]
    public void Namespaces_follow_folders()
    {
        var files = SourceTree.Files("*.cs").Select(SourceFile.Read).Where(file => file.Namespace is not null).ToArray();
        Assert.NotEmpty(files);
        var wrong = files.Select(file => (file.Path, file.Namespace, Expected: Expected(file.Path))).Where(each => each.Namespace != each.Expected);
        Rule.HasNoOffenders(wrong.Select(each => $"{each.Path}: namespace {each.Namespace}, expected {each.Expected}"));
    }

    private static string Expected(string path)
    {
        string folder = path[..path.LastIndexOf('/')];
        var roots = ProjectFile.All.Select(project => (project.Folder, Namespace: project.RootNamespace)).Concat(Shared);
        var root = roots.Where(each => folder == each.Folder || folder.StartsWith(each.Folder + "/", StringComparison.Ordinal)).MaxBy(each => each.Folder.Length);
        return Flat.ContainsKey(root.Folder) ? root.Namespace : root.Namespace + folder[root.Folder.Length..].Replace('/', '.');
    }
}
