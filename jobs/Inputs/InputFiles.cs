using RecPipeline.Jobs.Configuration;
using System.IO.Enumeration;
using System.Text;
using RecPipeline.Jobs.Engines;

namespace RecPipeline.Jobs.Inputs;

/// <summary>
/// The files behind <c>input.ratings</c>, in the order in which their rows count: by the UTF-8 bytes of their full paths.
/// </summary>
/// <example><c>day/*.csv</c> with day/b.csv and day/a.csv: names a.csv, b.csv.</example>
internal sealed class InputFiles
{
    private static readonly Comparer<byte[]> ByBytes = Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));
    private readonly Dictionary<string, int> _places;

    private InputFiles(string words, string[] paths)
    {
        (Words, Paths, _places) = (words, paths, paths.Select((path, at) => (path, at))
            .ToDictionary(each => each.path, each => each.at, StringComparer.Ordinal));
        string[] full = [.. paths.Select(Addresses.SparkPath)];
        int shared = SharedFolder(full[0], full[^1]);
        Names = [.. full.Select(path => path[shared..])];
    }

    private InputFiles(string table) =>
        (Words, Paths, Names, _places) = (table, [table], [table], new Dictionary<string, int>(StringComparer.Ordinal) { [table] = 0 });

    /// <summary>As the user named them.</summary>
    public string Words { get; }

    /// <summary>At least one; no file twice.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>How tables and messages call them: the path below the folder that they share.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <param name="words">
    /// A file; a folder, with the folders in it; a pattern with * and ?; or several of these with commas, where the whole names nothing. Of
    /// a folder or a pattern the files count whose names, and those of the folders between, do not begin with '_' or '.', as in Spark.
    /// </param>
    /// <exception cref="UsageException">Nothing is found.</exception>
    public static InputFiles Of(string words)
    {
        string[] parts = IsOne(words) ? [words] : words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string[] paths = [.. parts.SelectMany(Expand).DistinctBy(Addresses.SparkPath)
            .OrderBy(path => Encoding.UTF8.GetBytes(Addresses.SparkPath(path)), ByBytes)];
        return paths.Length > 0
            ? new InputFiles(words, paths)
            : throw new UsageException($"input.ratings is '{words}', which names no file.");
    }

    /// <summary>A table that is no file, under its name.</summary>
    public static InputFiles Table(string name) => new(name);

    /// <summary>A table by its name, and the files that it lies in.</summary>
    public static InputFiles Table(string name, string[] files) => new(name, files);

    /// <summary>Some of these files, named alike.</summary>
    /// <param name="paths">At least one, in their order.</param>
    public InputFiles Only(string[] paths) => new(Words, paths);

    public bool Contains(string path) => _places.ContainsKey(path);

    /// <summary>The file's name, or the last part of a path that is none of these.</summary>
    public string NameOf(string path) => _places.TryGetValue(path, out int at) ? Names[at] : Path.GetFileName(path);

    // A name with a comma in it may be a file, a folder or a pattern.
    private static bool IsOne(string words) =>
        RawFile.IsFile(words) || (words.Contains(',', StringComparison.Ordinal) && !Addresses.IsHadoop(words)
        && (RawFile.IsFolder(words) || Matches(words).Length > 0));

    private static IEnumerable<string> Expand(string part)
    {
        if (RawFile.IsFile(part))
            return [part];
        if (!Addresses.IsHadoop(part) && RawFile.IsFolder(part))
            return Found(part, Below(part));
        if (IsPattern(part))
            return Found(part, Matches(part));
        return RawFile.IsFolder(part) ? Found(part, Below(part)) : [RawFile.Address(part)];
    }

    private static bool IsPattern(string part) => part.AsSpan().IndexOfAny('*', '?') >= 0;

    // Part by part of the path; a name that is there as it is written is no pattern.
    private static string[] Matches(string part)
    {
        int from = 0;
        for (int to = End(part, from); ; from = to + 1, to = End(part, from))
        {
            var (folder, name, rest) = (part[..from], part[from..to], part[to..]);
            if (IsPattern(name) && (Addresses.IsHadoop(part) || !RawFile.IsFolder(part[..to])))
                return Matches(folder, name, rest);
            if (to == part.Length)
                return [];
        }
    }

    private static string[] Matches(string folder, string name, string rest)
    {
        bool Fits(string path) => FileSystemName.MatchesSimpleExpression(name, Path.GetFileName(path.AsSpan()), ignoreCase: false);
        var folders = Shown(RawFile.List(folder, folders: true)).Where(Fits);
        return rest.Length == 0
            ? [.. Shown(RawFile.List(folder)).Where(Fits), .. folders.SelectMany(Below)]
            : [.. folders.SelectMany(each => IsPattern(rest)
                ? Matches(each + rest)
                : RawFile.IsFile(each + rest) ? [each + rest]
                : Below(each + rest))];
    }

    private static int End(string part, int from) => part.IndexOf('/', from) is >= 0 and var slash ? slash : part.Length;

    private static IEnumerable<string> Below(string folder) =>
        Shown(RawFile.List(folder)).Concat(Shown(RawFile.List(folder, folders: true)).SelectMany(Below));

    private static IEnumerable<string> Shown(IEnumerable<string> paths) =>
        paths.Where(path => Path.GetFileName(path.AsSpan())[0] is not ('_' or '.'));

    private static string[] Found(string part, IEnumerable<string> files) =>
        files.ToArray() is { Length: > 0 } some ? some : throw RawFile.NoneIn(part);

    // First and last of an order share what all of them share.
    private static int SharedFolder(string first, string last)
    {
        int same = first.AsSpan().CommonPrefixLength(last);
        return first[..Math.Min(same, first.Length - 1)].LastIndexOf('/') + 1;
    }
}
