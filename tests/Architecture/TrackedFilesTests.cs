using System.Text.RegularExpressions;
using RecPipeline.Tests.Support;

namespace RecPipeline.Architecture.Tests;

/// <summary>A clone works anywhere: no file names one machine's folders or package source.</summary>
public partial class TrackedFilesTests
{
    [Fact]
    public void No_file_names_a_folder_of_one_machine() => Rule.HasNoOffenders(Find(MachinePath()));

    [Fact]
    public void No_file_names_a_package_source() => Rule.HasNoOffenders(Find(PackageSource()));

    [Fact]
    public void The_patterns_find_what_they_are_for()
    {
        string[] machine = ["/wo" + "rk/x", "cd /ho" + "me/jo/x", "\"/ro" + "ot\"", @"C:\Us" + @"ers\jo"];
        Assert.All(machine, text => Assert.Matches(MachinePath(), text));
        string[] sources = ["https://api.nu" + "get.org/v3", "registry.npm" + "js.org", "http://10.1" + ".2.3:8081/x", "<packageSou" + "rces>"];
        Assert.All(sources, text => Assert.Matches(PackageSource(), text));
        Assert.All(["$HOME/.dotnet", "frame/work/home", "https://dot.net/v1/x.sh", "root/"], text => Assert.DoesNotMatch(MachinePath(), text));
    }

    private static IEnumerable<string> Find(Regex pattern) =>
        from path in SourceTree.Files()
        where !path.StartsWith("data/", StringComparison.Ordinal) && IsText(path)
        from line in File.ReadLines(Repository.At(path)).Select((text, index) => (Text: text, Number: index + 1))
        where pattern.IsMatch(line.Text)
        select $"{path}:{line.Number}: {line.Text.Trim()}";

    // As git decides: a zero byte near the start means binary.
    private static bool IsText(string path)
    {
        var start = new byte[8000];
        using var stream = File.OpenRead(Repository.At(path));
        return !start.AsSpan(0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)).Contains((byte)0);
    }

    [GeneratedRegex(@"(?<![\w.~}$])/(work|root|mnt)\b(?!\w)|(?<![\w.~}$])/home/\w|[A-Z]:\\Users\\")]
    private static partial Regex MachinePath();

    // Brackets keep the pattern from matching itself.
    [GeneratedRegex(@"nuget[.]org|npmjs[.](org|com)|pypi[.]org|pkgs[.]dev[.]azure|[a]rtifactory|<packageSource[s]>|https?://(\d+[.]){3}\d+", RegexOptions.IgnoreCase)]
    private static partial Regex PackageSource();
}
