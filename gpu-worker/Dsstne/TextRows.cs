using System.Globalization;
using System.Text;
using RecPipeline.GpuWorker.Configuration;

namespace RecPipeline.GpuWorker.Dsstne;

/// <summary>One line of DSSTNE's text.</summary>
/// <param name="Sample">The user's label.</param>
/// <param name="Entries">Labels and values; the value is 1 where none is read.</param>
internal sealed record TextRow(string Sample, IReadOnlyList<(string Label, float Value)> Entries);

/// <summary>Reads DSSTNE's text: <c>sample TAB item[,value]:item[,value]…</c>, a file or all files of a folder by name.</summary>
internal static class TextRows
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <param name="path">A file or a folder.</param>
    /// <param name="readsValues">Values are numbers that are wanted; else what stands behind a comma is dropped, as DSSTNE's indicator does.</param>
    /// <exception cref="ConfigurationException">A line is damaged or a sample stands twice; DSSTNE would keep the later one without a word.</exception>
    public static IEnumerable<TextRow> Read(string path, bool readsValues)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in Files(path))
        {
            int line = 0;
            foreach (string text in Lines(file))
            {
                string place = $"{file} line {++line}";
                if (text.Length == 0)
                    continue;
                var row = Parse(text, place, readsValues);
                if (!places.TryAdd(row.Sample, place))
                    throw new ConfigurationException($"{place}: sample '{row.Sample}' stands there for the second time, first in {places[row.Sample]}. A sample has one line; join them.");
                yield return row;
            }
        }
    }

    private static string[] Files(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new ConfigurationException($"There is no file or folder '{path}' (current folder: '{Directory.GetCurrentDirectory()}').");
        string[] files = Directory.GetFiles(path);
        Array.Sort(files, StringComparer.Ordinal);
        return files.Length > 0 ? files : throw new ConfigurationException($"The folder '{path}' has no files.");
    }

    private static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(file, Strict);
        while (Next(reader, file) is { } line)
            yield return line;
    }

    private static string? Next(StreamReader reader, string file)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (DecoderFallbackException error)
        {
            throw new ConfigurationException($"{file}: the text is no UTF-8. Convert it.", error);
        }
    }

    private static TextRow Parse(string text, string place, bool readsValues)
    {
        int tab = text.IndexOf('\t', StringComparison.Ordinal);
        if (tab <= 0 || text.AsSpan(0, tab).IsWhiteSpace())
            throw new ConfigurationException($"{place}: '{Short(text)}' is not sample TAB item:item…");
        var entries = new List<(string, float)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string entry in text[(tab + 1)..].Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = entry.Split(',', 2);
            if (string.IsNullOrWhiteSpace(parts[0]) || !seen.Add(parts[0]))
                throw new ConfigurationException($"{place}: item '{parts[0]}' is {(string.IsNullOrWhiteSpace(parts[0]) ? "blank" : "named twice")}. Correct the line.");
            entries.Add((parts[0], readsValues ? Value(parts, place) : 1));
        }
        return new TextRow(text[..tab], entries);
    }

    private static float Value(string[] parts, string place)
    {
        if (parts.Length < 2)
            return 1;
        return float.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
            ? value
            : throw new ConfigurationException($"{place}: the value of item '{parts[0]}' is '{Short(parts[1])}', which is no number. Correct it, or use -t indicator.");
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
