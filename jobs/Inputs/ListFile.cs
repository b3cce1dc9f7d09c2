using System.Text;
using System.Text.Unicode;

namespace RecPipeline.Jobs.Inputs;

/// <summary>A small text file with one entry a line, such as ids that nobody gets.</summary>
/// <remarks>UTF-8, with or without byte order mark, lines ended by LF or CRLF.</remarks>
internal static class ListFile
{
    /// <summary>The lines that are not blank, without blanks around them, each with its number in the file, from 1.</summary>
    /// <exception cref="UsageException">There is no such file, or a line is no UTF-8, so that it would match nothing.</exception>
    public static IReadOnlyList<(int Line, string Text)> Read(string path)
    {
        using var stream = RawFile.Open(path);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        var rest = copy.GetBuffer().AsSpan(0, (int)copy.Length);
        rest = rest.StartsWith("\uFEFF"u8) ? rest[3..] : rest;
        var lines = new List<(int, string)>();
        for (int line = 1; !rest.IsEmpty; line++)
        {
            int end = rest.IndexOf((byte)'\n');
            var entry = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (!Utf8.IsValid(entry))
                throw NoUtf8(path, line);
            if (Encoding.UTF8.GetString(entry).Trim() is { Length: > 0 } text)
                lines.Add((line, text));
        }
        return lines;
    }

    private static UsageException NoUtf8(string path, int line) => new(
        $"Reading the list '{path}', line {line}: it holds bytes that are no UTF-8, so it would match nothing. Save the file as UTF-8.");
}
