namespace RecPipeline.Architecture.Tests;

/// <summary>
/// The folders of a project have an order: each uses only those below it. The order itself is free, so a new folder needs no line here;
/// what fails is a circle, with the pairs of files that tie it and the types they name.
/// </summary>
public class FolderOrderTests
{
    public static TheoryData<string> Projects => [.. ProjectFile.All.Where(project => project.IsProduct).Select(project => project.Folder)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_use_each_other_in_one_direction(string project) => Rule.HasNoOffenders(Circles(project).Select(tie => tie.ToString()));

    [Fact]
    public void Ties_between_folders_are_seen() =>
        Assert.Contains(FolderArrows.Ties(Files("spark")), tie => tie.Folders == ("spark/Sql", "spark/Gateway") && tie.Names.Contains("JavaObject"));

    [Fact]
    public void A_circle_is_found_with_files_and_names()
    {
        CodeFile upper = new("a/Up/Upper.cs", "using X.Low;\nnamespace X.Up;\nclass Upper { Lower[] _all; }");
        CodeFile lower = new("a/Low/Lower.cs", "namespace X.Low;\nclass Lower { object Above() => new Up.Upper(); }");
        CodeFile aside = new("a/Aside/Apart.cs", "using X.Up;\nnamespace X.Aside;\nclass Apart : Upper { }");
        var circle = FolderArrows.Circles(FolderArrows.Ties([upper, lower, aside])).Select(tie => tie.ToString());
        Assert.Equal(["a/Low/Lower.cs → a/Up/Upper.cs: Upper", "a/Up/Upper.cs → a/Low/Lower.cs: Lower"], circle.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("using X.Up;\nnamespace X.Low;\nclass Lower { Upper _it; }", true)]
    [InlineData("using static X.Up.Upper;\nnamespace X.Low;\nclass Lower { }", true)]
    [InlineData("using X.Up;\nnamespace X.Low;\nclass Lower { string _it = $\"a {Upper.Word:N0}\"; }", true)]
    [InlineData("namespace X.Low;\nclass Lower { Upper _it; }", false)]
    [InlineData("using X.Up;\nnamespace X.Low;\nclass Lower { string _it = \"Upper\"; }", false)]
    [InlineData("using X.Up;\nnamespace X.Low;\nclass Lower { string _it = @\"a\\\"; /* Upper */ } // Upper", false)]
    [InlineData("using X.Up;\nnamespace X.Low;\nclass Lower { class Upper { } Upper _it; }", false)]
    [InlineData("using X.Up;\nnamespace X.Low;\nclass Lower { char _it = '\"'; int B => it.Upper; }", false)]
    public void A_use_is_a_name_in_code_whose_namespace_is_in_sight(string code, bool expected)
    {
        CodeFile upper = new("a/Up/Upper.cs", "namespace X.Up;\npublic static class Upper { public const int Word = 1; }");
        Assert.Equal(expected, FolderArrows.Ties([upper, new CodeFile("a/Low/Lower.cs", code)]).Count > 0);
    }

    private static IEnumerable<Tie> Circles(string project) => FolderArrows.Circles(FolderArrows.Ties(Files(project)));

    private static CodeFile[] Files(string project) =>
        [.. SourceTree.CodeOf(project).Select(file => new CodeFile(file.Path, string.Join('\n', file.Lines)))];
}
