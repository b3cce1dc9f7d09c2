namespace RecPipeline.Architecture.Tests;

/// <summary>Two files fit side by side on a screen: a line that is wider hides a statement, and a method looks shorter than it is.</summary>
public class LineWidthTests
{
    private const int Limit = 140;

    public static TheoryData<string> Projects => [.. ProjectFile.All.Where(project => project.IsProduct).Select(project => project.Folder)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_line_is_wider_than_the_limit(string project) => Rule.HasNoOffenders(Wide(SourceTree.CodeOf(project)));

    [Fact]
    public void A_line_at_the_limit_passes_and_one_above_does_not() => Assert.Equal(
        [$"a.cs:2: {Limit + 1} columns, the limit is {Limit}"], Wide([new SourceFile("a.cs", [new string('x', Limit), new string('ä', Limit + 1)])]));

    private static IEnumerable<string> Wide(IEnumerable<SourceFile> files) =>
        from file in files
        from line in file.Lines.Select((text, index) => (text.Length, Number: index + 1))
        where line.Length > Limit
        select $"{file.Path}:{line.Number}: {line.Length} columns, the limit is {Limit}";
}
