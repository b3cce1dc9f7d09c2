using System.Text.RegularExpressions;
using RecPipeline.Tests.Support;

namespace RecPipeline.Architecture.Tests;

public partial class SolutionTests
{
    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = File.ReadAllText(Repository.At("RecPipeline.sln")).Replace('\\', '/');
        Rule.HasNoOffenders(ProjectFile.All.Where(project => !solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal)).Select(project => project.Path));
    }

    [Fact]
    public void Every_project_of_the_solution_exists()
    {
        var named = SolutionProject().Matches(File.ReadAllText(Repository.At("RecPipeline.sln")).Replace('\\', '/')).Select(match => match.Groups[1].Value).ToArray();
        Assert.NotEmpty(named);
        Rule.HasNoOffenders(named.Where(path => !File.Exists(Repository.At(path))));
    }

    // A test project that the loop of tests/run does not know would never run.
    [Fact]
    public void Every_test_project_is_run()
    {
        var match = TestLoop().Match(File.ReadAllText(Repository.At("tests", "run")));
        Assert.True(match.Success, "tests/run has no line 'for project in …; do'.");
        var expected = ProjectFile.All.Where(project => project.IsTests).Select(project => project.Folder["tests/".Length..]);
        Assert.Equal(expected.Order(StringComparer.Ordinal), match.Groups[1].Value.Split(' ').Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("\"([^\"]+\\.csproj)\"")]
    private static partial Regex SolutionProject();

    [GeneratedRegex("^for project in ([A-Za-z ]+); do$", RegexOptions.Multiline)]
    private static partial Regex TestLoop();
}
