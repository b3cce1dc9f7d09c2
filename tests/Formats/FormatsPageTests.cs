using System.Text.RegularExpressions;
using RecPipeline.Tests.Support;

namespace RecPipeline.Formats.Tests;

/// <summary>docs/formats.md names the test that shows each statement; this holds those names against the tests.</summary>
public sealed partial class FormatsPageTests
{
    [Fact]
    public void Every_test_named_on_the_page_exists()
    {
        var tests = typeof(FormatsPageTests).Assembly.GetTypes().Where(type => type.IsPublic)
            .SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}")).ToHashSet();
        string[] named = [.. TestName().Matches(File.ReadAllText(Page())).Select(match => match.Groups[1].Value).Distinct()];
        Assert.InRange(named.Length, 20, 500);
        Assert.DoesNotContain(named, name => !tests.Contains(name));
    }

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestName();

    private static string Page() => Repository.At("docs/formats.md");
}
