using System.Text.RegularExpressions;

namespace RecPipeline.Architecture.Tests;

/// <summary>A name in code, and the names before its dot ("" where there are none).</summary>
internal readonly record struct Use(string Qualifier, string Name);

/// <summary>What a file declares, and what it names.</summary>
internal sealed partial class CodeFile
{
    private readonly HashSet<string> _spaces;

    public CodeFile(string path, string text)
    {
        string code = CodeText.Of(text);
        Path = path;
        Space = SpaceLine().Match(code).Groups[1].Value;
        Types = Declaration().Matches(code).Where(match => IsTop(code, match.Index)).Select(match => match.Groups[1].Value).ToHashSet();
        var nested = Declaration().Matches(code).Select(match => match.Groups[1].Value).Except(Types).ToHashSet();
        Uses = [.. Chain().Matches(code).SelectMany(match => UsesOf(match.Value.Split('.'))).Where(use => !nested.Contains(use.Name)).Distinct()];
        _spaces = [.. UsingLine().Matches(code).Select(match => match.Groups[1].Value)];
        for (string space = Space; space.Length > 0; space = space.Contains('.', StringComparison.Ordinal) ? space[..space.LastIndexOf('.')] : "")
            _spaces.Add(space);
    }

    public string Path { get; }

    public string Space { get; }

    /// <summary>Types that are not inside another.</summary>
    public IReadOnlySet<string> Types { get; }

    public IReadOnlyList<Use> Uses { get; }

    /// <summary>True when a name stands for a type of that file: its namespace is in sight, or is written before the dot.</summary>
    public bool Sees(CodeFile other, Use use) => use.Qualifier.Length == 0
        ? _spaces.Contains(other.Space)
        : other.Space == use.Qualifier || other.Space.EndsWith("." + use.Qualifier, StringComparison.Ordinal);

    private static IEnumerable<Use> UsesOf(string[] chain) => chain.TakeWhile(name => char.IsAsciiLetterUpper(name[0]))
        .Select((name, at) => new Use(string.Join('.', chain[..at]), name));

    // Namespaces of files have no braces.
    private static bool IsTop(string code, int at) => code.AsSpan(0, at).Count('{') == code.AsSpan(0, at).Count('}');

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex SpaceLine();

    [GeneratedRegex(@"^using ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsingLine();

    [GeneratedRegex(@"\b(?:class|struct|interface|enum|record(?! (?:class|struct))|delegate [\w<>\[\], ?.]+?) ([A-Z]\w*)(?=\s*[<({:;\n])")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<![\w.])[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")]
    private static partial Regex Chain();
}
