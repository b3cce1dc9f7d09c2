using System.Text.RegularExpressions;
using RecPipeline.Tests.Support;

namespace RecPipeline.Spark.Tests;

/// <summary>The code that spark/README.md shows is the sample's own.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Code_OfTheSample_IsWordForWordInTheSample()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "spark", "README.md"));
        string[] blocks = [.. CodeBlock().Matches(readme).Select(match => match.Groups[1].Value).Where(block => !block.Contains("JobGroup", StringComparison.Ordinal))];
        string sample = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "samples", "word-count"), "*.cs").Select(File.ReadAllText));
        Assert.Equal(3, blocks.Length);
        Assert.All(blocks, block => Assert.Contains(block, sample));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
