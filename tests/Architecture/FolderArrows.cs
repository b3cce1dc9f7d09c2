namespace RecPipeline.Architecture.Tests;

/// <summary>A file that names types of another file in another folder.</summary>
internal sealed record Tie(string From, string To, IReadOnlyList<string> Names)
{
    public (string From, string To) Folders => (Folder(From), Folder(To));

    public override string ToString() => $"{From} → {To}: {string.Join(", ", Names)}";

    private static string Folder(string path) => path[..path.LastIndexOf('/')];
}

/// <summary>Which folders of a project use which: a folder uses another when a file of it names a type that is declared there.</summary>
/// <remarks>Text, not symbols: a member that is called as a type of a namespace in sight counts as that type.</remarks>
internal static class FolderArrows
{
    /// <summary>The ties between folders.</summary>
    public static IReadOnlyList<Tie> Ties(IReadOnlyCollection<CodeFile> files)
    {
        var declared = files.SelectMany(file => file.Types.Select(type => (Type: type, File: file))).ToLookup(each => each.Type, each => each.File);
        var ties = files.SelectMany(file => Ties(file, declared)).Where(tie => tie.Folders.From != tie.Folders.To);
        return [.. ties.OrderBy(tie => tie.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>The ties that lie on circles of folders, those of the thinnest arrows first; none when the folders have an order.</summary>
    public static IEnumerable<Tie> Circles(IReadOnlyList<Tie> ties)
    {
        var arrows = ties.GroupBy(tie => tie.Folders).ToArray();
        var next = arrows.ToLookup(arrow => arrow.Key.From, arrow => arrow.Key.To);
        return arrows.Where(arrow => Reaches(arrow.Key.To, arrow.Key.From)).OrderBy(arrow => arrow.Count()).SelectMany(arrow => arrow);

        bool Reaches(string from, string to)
        {
            var (seen, waiting) = (new HashSet<string> { from }, new Queue<string>([from]));
            while (waiting.TryDequeue(out string? folder))
                foreach (string each in next[folder].Where(seen.Add))
                    waiting.Enqueue(each);
            return seen.Contains(to);
        }
    }

    private static IEnumerable<Tie> Ties(CodeFile file, ILookup<string, CodeFile> declared) =>
        from use in file.Uses
        where !file.Types.Contains(use.Name)
        from other in Nearest(file, declared[use.Name].Where(other => file.Sees(other, use)))
        group use.Name by other.Path into names
        select new Tie(file.Path, names.Key, [.. names.Distinct().Order(StringComparer.Ordinal)]);

    // A type of the file's own namespace hides those of others.
    private static IEnumerable<CodeFile> Nearest(CodeFile file, IEnumerable<CodeFile> others)
    {
        var all = others.ToArray();
        return all.Any(other => other.Space == file.Space) ? all.Where(other => other.Space == file.Space) : all;
    }
}
