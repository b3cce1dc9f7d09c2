namespace RecPipeline.Architecture.Tests;

/// <summary>Two files fit side by side on a screen: a line that is wider hides a statement, and a method looks shorter than it is.</summary>
public class LineWidthTests
{
    private const int Limit = 140;

    /// <summary>Folders and files that still have wider lines; each goes with the last of them.</summary>
    private static readonly string[] NotYetHeld = ["models/Contract/"];

    public static TheoryData<string> Projects => [.. ProjectFile.All.Where(project => project.IsProduct).Select(project => project.Folder)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_line_is_wider_than_the_limit(string project) => Rule.HasNoOffenders(
        Wide(SourceTree.CodeOf(project).Where(file => !NotYetHeld.Any(each => file.Path.StartsWith(each, StringComparison.Ordinal)))));

    [Fact]
    public void What_is_not_yet_held_still_has_wide_lines() => Rule.HasNoOffenders(NotYetHeld
        .Where(each => !Wide(SourceTree.CodeOf(each.Split('/')[0]).Where(file => file.Path.StartsWith(each, StringComparison.Ordinal))).Any())
        .Select(each => $"{each} has no wide line any more: take it off {nameof(NotYetHeld)}"));

    [Fact]
    public void A_line_at_the_limit_passes_and_one_above_does_not() => Assert.Equal(
        [$"a.cs:2: {Limit + 1} columns, the limit is {Limit}"], Wide([new SourceFile("a.cs", [new string('x', Limit), new string('ä', Limit + 1)])]));

    private static IEnumerable<string> Wide(IEnumerable<SourceFile> files) =>
        from file in files
        from line in file.Lines.Select((text, index) => (text.Length, Number: index + 1))
        where line.Length > Limit
        select $"{file.Path}:{line.Number}: {line.Length} columns, the limit is {Limit}";
}
