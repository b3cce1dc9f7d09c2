using RecPipeline.Ratings.Csv;

namespace RecPipeline.Jobs.Inputs;

/// <summary>The options to type for a table of unknown columns, filled with what their names say.</summary>
internal static class TableCommand
{
    private static readonly string[] Separators = ["\t", "::", ";", "|", ","];

    // The first word that a column's name holds decides; columns are asked in order of the words.
    private static readonly (string Key, string[] Words)[] Guesses =
    [
        ("user", ["user", "viewer", "customer", "member", "reviewer", "visitor", "profile", "account", "session", "uid"]),
        ("item", ["item", "movie", "film", "book", "isbn", "product", "asin", "video", "artist", "track", "song", "anime", "business",
            "article", "iid"]),
        ("rating", ["rating", "score", "star", "overall", "value", "weight", "count", "plays", "watch_time", "event"]),
        ("timestamp", ["timestamp", "time", "date", "when", "created", "ts"]),
    ];

    /// <summary>The separator that cuts a line into the most fields, and these.</summary>
    public static (string Separator, IReadOnlyList<string> Fields) Split(ReadOnlySpan<byte> line)
    {
        string best = ",";
        IReadOnlyList<string> most = [];
        foreach (string separator in Separators)
            if (CsvLine.Fields(line, CsvFormat.Of(separator, hasHeader: true, quotes: true)) is var fields && fields.Count >= most.Count)
                (best, most) = (separator, fields);
        return (best, most);
    }

    /// <summary>One line to type; what no name tells is left as three dots, and a table without times says so.</summary>
    public static string Of(IReadOnlyList<string> columns, string separator, bool hasHeader)
    {
        var options = new List<string> { "--layout table" };
        if (separator != ",")
            options.Add(
                $"--set {Quoted("input.table.separator=" + (separator == "\t" ? "\\t" : separator), separator == "\t" ? "$" : "")}");
        if (!hasHeader)
        {
            string[] names = [.. Enumerable.Range(0, columns.Count).Select(at => at < Names.Length ? Names[at] : $"column_{at + 1}")];
            return string.Join(' ', options.Append($"--set 'input.table.columns=[{string.Join(',', names.Select(name => $"\"{name}\""))}]'")
                .Concat(columns.Count < 4 ? ["--set input.table.timestamp="] : []));
        }
        var left = columns.ToList();
        foreach (var (key, words) in Guesses)
            options.Add($"--set {Quoted($"input.table.{key}={Guess(left, words) ?? (key == "timestamp" ? "" : "…")}", "")}");
        return string.Join(' ', options);
    }

    private static string[] Names => ["user_id", "item_id", "rating", "timestamp"];

    private static string? Guess(List<string> columns, string[] words)
    {
        foreach (string word in words)
            if (columns.Find(column => column.Contains(word, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                columns.Remove(found);
                return ShownText.Escaped(found);
            }
        return null;
    }

    private static string Quoted(string text, string before) =>
        text.All(letter => char.IsAsciiLetterOrDigit(letter) || ".=_-…".Contains(letter, StringComparison.Ordinal))
            ? text
            : $"{before}'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
