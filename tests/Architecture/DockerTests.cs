using RecPipeline.Tests.Support;

namespace RecPipeline.Architecture.Tests;

/// <summary>The container files, which no test builds: what they copy is there, and they end as an ordinary user.</summary>
public class DockerTests
{
    public static TheoryData<string> Files => [.. SourceTree.Files().Where(path => Path.GetFileName(path).StartsWith("Dockerfile", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Files))]
    public void It_names_every_base_with_a_version_and_ends_as_an_ordinary_user(string path)
    {
        string[] lines = [.. File.ReadAllLines(Repository.At(path)).Select(line => line.Trim())];
        var bases = lines.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(bases);
        Assert.All(bases, each => Assert.Matches(@"^FROM [\w./-]+:[\w.-]*\d[\w.-]*( AS \w+)?$", each));
        Assert.DoesNotContain(bases, each => each.Contains(":latest", StringComparison.Ordinal));
        string user = lines.Last(line => line.StartsWith("USER ", StringComparison.Ordinal));
        Assert.NotEqual("USER root", user);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_it_publishes_and_copies_exists(string path)
    {
        string text = File.ReadAllText(Repository.At(path));
        var projects = System.Text.RegularExpressions.Regex.Matches(text, @"dotnet publish (\S+)").Select(match => match.Groups[1].Value);
        var copied = System.Text.RegularExpressions.Regex.Matches(text, @"cp -r (\S+) /app").Select(match => match.Groups[1].Value);
        Assert.All(projects.Concat(copied), folder => Assert.True(Directory.Exists(Repository.At(folder)), folder));
    }
}
