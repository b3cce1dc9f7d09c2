using System.Text.RegularExpressions;
using RecPipeline.Tests.Support;

namespace RecPipeline.Architecture.Tests;

/// <summary>A C# file as lines; comments are blanked out, so that a rule about code does not trip over prose.</summary>
internal sealed partial record SourceFile(string Path, IReadOnlyList<string> Lines)
{
    public static SourceFile Read(string path) => new(path, File.ReadAllLines(Repository.At(path)));

    public int LineCount => Lines.Count;

    public string? Namespace => Lines.Select(line => NamespaceLine().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;

    /// <summary>Lines of code that match, as <c>path:line: text</c>.</summary>
    public IEnumerable<string> Find(Regex pattern) => Lines
        .Select((line, index) => (Text: WithoutComment(line), Number: index + 1))
        .Where(line => pattern.IsMatch(line.Text))
        .Select(line => $"{Path}:{line.Number}: {line.Text.Trim()}");

    // A line comment starts at // outside of a string; a // inside one follows an odd number of quotes.
    private static string WithoutComment(string line)
    {
        for (int at = line.IndexOf("//", StringComparison.Ordinal); at >= 0; at = line.IndexOf("//", at + 2, StringComparison.Ordinal))
            if (line.AsSpan(0, at).Count('"') % 2 == 0)
                return line[..at];
        return line;
    }

    [GeneratedRegex(@"^namespace ([\w.]+);$")]
    private static partial Regex NamespaceLine();
}
