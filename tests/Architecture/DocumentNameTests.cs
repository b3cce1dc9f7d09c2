using System.Text.RegularExpressions;
using RecPipeline.Tests.Support;

namespace RecPipeline.Architecture.Tests;

/// <summary>A comment that sends the reader to a page sends them to one that is there.</summary>
public partial class DocumentNameTests
{
    private static readonly string[] Code = [".cs", ".cl", ".sh", ".py", ".js", ".css", ".html", ".csproj", ".props", ".targets", ".json", ".conf", ".md", ""];

    [Fact]
    public void Every_document_that_a_file_names_exists() => Rule.HasNoOffenders(
        from path in SourceTree.Files()
        where Code.Contains(Path.GetExtension(path)) && !path.StartsWith("data/", StringComparison.Ordinal) && !path.StartsWith("tests/golden/", StringComparison.Ordinal)
        from line in File.ReadLines(Repository.At(path)).Select((text, index) => (Text: text, Number: index + 1))
        from name in Names(line.Text)
        where !Exists(path, name)
        select $"{path}:{line.Number}: {name}");

    [Fact]
    public void A_name_is_looked_for_from_the_root_and_beside_the_file()
    {
        Assert.Equal(["docs/formats.md", "README.md"], Names("see docs/formats.md, and README.md#start."));
        Assert.True(Exists("jobs/Pipeline.cs", "docs/formats.md"));
        Assert.True(Exists("docs/operations.md", "formats.m" + "d"));
        Assert.False(Exists("tests/Jobs/x.cs", "formats.m" + "d"));
        Assert.False(Exists("jobs/Pipeline.cs", "docs/no-such-page.m" + "d"));
    }

    private static IEnumerable<string> Names(string line) => Name().Matches(line).Select(match => match.Value);

    private static bool Exists(string from, string name) =>
        File.Exists(Repository.At(name)) || File.Exists(Path.Combine(Path.GetDirectoryName(Repository.At(from))!, name));

    // Neither a pattern (*.md) nor an address.
    [GeneratedRegex(@"(?<![\w./*:{}$-])(\.\./)*[A-Za-z0-9][\w./-]*\.md\b(?![\w.]*\()")]
    private static partial Regex Name();
}
