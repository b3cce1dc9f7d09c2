using System.Globalization;
using System.Text;
using RecPipeline.GpuWorker.Configuration;

namespace RecPipeline.GpuWorker.Dsstne;

/// <summary>One line of DSSTNE's text.</summary>
/// <param name="Sample">The user's label.</param>
/// <param name="Entries">Labels and values; the value is 1 where none is read.</param>
internal sealed record TextRow(string Sample, IReadOnlyList<(string Label, float Value)> Entries);

/// <summary>
/// Reads DSSTNE's text: <c>sample TAB item[,value]:item[,value]…</c>, a file or all files of a folder and those in it, by path.
/// </summary>
internal static class TextRows
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <param name="path">A file or a folder.</param>
    /// <param name="readsValues">Values are wanted; else the number behind a comma is dropped, as DSSTNE's indicator does.</param>
    /// <exception cref="ConfigurationException">
    /// A line is damaged: what stands behind a comma is no number, only some items have one, a TAB stands among the items;
    /// or a sample stands twice, of which DSSTNE would keep the later one without a word.
    /// </exception>
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
                    throw new ConfigurationException(
                        $"{place}: sample '{row.Sample}' stands there for the second time, first in {places[row.Sample]}. "
                            + "A sample has one line; join them.");
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
        string[] files = [.. Below(path).Order(StringComparer.Ordinal)];
        return files.Length > 0
            ? files
            : throw new ConfigurationException(
                $"The folder '{path}' has no files but such as begin with '_' or '.', which are passed over.");
    }

    // Spark and Hadoop leave _SUCCESS, .part-00000.crc and folders such as _temporary beside their data.
    private static IEnumerable<string> Below(string folder) =>
        Directory.GetFiles(folder).Where(IsShown).Concat(Directory.GetDirectories(folder).Where(IsShown).SelectMany(Below));

    private static bool IsShown(string path) => Path.GetFileName(path.AsSpan())[0] is not ('_' or '.');

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
        bool? hasValue = null;
        var entries = new List<(string, float)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (text.IndexOf('\t', tab + 1) is > 0 and var second)
            throw new ConfigurationException(
                $"{place}: a second TAB stands among the items, before '{Short(text[(second + 1)..])}'. "
                    + "One TAB parts sample and items; items are parted by colons.");
        foreach (string entry in text[(tab + 1)..].Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = entry.Split(',', 2);
            if (string.IsNullOrWhiteSpace(parts[0]) || !seen.Add(parts[0]))
                throw new ConfigurationException(
                    $"{place}: item '{Short(parts[0])}' is "
                        + $"{(string.IsNullOrWhiteSpace(parts[0]) ? "blank" : "named twice")}. Correct the line.");
            float value = Value(parts, place);
            entries.Add((parts[0], readsValues ? value : 1));
            hasValue ??= parts.Length == 2;
            if (hasValue != (parts.Length == 2))
                throw new ConfigurationException(
                    $"{place}: item '{Short(parts[0])}' has {(hasValue.Value ? "no" : "a")} value, unlike those before it. A colon ends "
                        + "an item, so times with colons cannot be values: write them as seconds, or give every item a value or none.");
        }
        return new TextRow(text[..tab], entries);
    }

    private static float Value(string[] parts, string place)
    {
        if (parts.Length < 2)
            return 1;
        return float.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out float value) && float.IsFinite(value)
            ? value
            : throw new ConfigurationException(
                $"{place}: the value of item '{Short(parts[0])}' is '{Short(parts[1])}', which is no number. "
                    + "Correct it, or leave values out and use -t indicator.");
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
