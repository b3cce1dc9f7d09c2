using System.Reflection;
using System.Text.RegularExpressions;

namespace RecPipeline.Tests.Support;

/// <summary>Pages that name the test which shows each of their statements.</summary>
internal static partial class NamedTests
{
    /// <summary>Fails unless a page names at least 20 tests, and all of them are in the assembly.</summary>
    public static void Exist(Assembly tests, string page)
    {
        var known = tests.GetTypes().Where(type => type.IsPublic)
            .SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}")).ToHashSet();
        string[] named = [.. TestName().Matches(File.ReadAllText(Repository.At(page))).Select(match => match.Groups[1].Value).Distinct()];
        Assert.InRange(named.Length, 20, 500);
        Assert.DoesNotContain(named, name => !known.Contains(name));
    }

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestName();
}
