using System.Text;

namespace RecPipeline.Formats.Columns;

/// <summary>Builds string columns from .NET strings, for tables small enough to be held as such (titles, reasons, names).</summary>
public static class StringColumns
{
    public static StringColumn Of(IReadOnlyList<string?> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var offsets = new int[texts.Count + 1];
        for (int i = 0; i < texts.Count; i++)
            offsets[i + 1] = checked(offsets[i] + (texts[i] is { } text ? Encoding.UTF8.GetByteCount(text) : 0));
        var bytes = new byte[offsets[^1]];
        for (int i = 0; i < texts.Count; i++)
            Encoding.UTF8.GetBytes(texts[i] ?? "", bytes.AsSpan(offsets[i]));
        return new StringColumn(offsets, bytes, Bitmap.Of(texts.Count, i => texts[i] is not null));
    }

    /// <summary>A column of <paramref name="count"/> times the same text.</summary>
    public static StringColumn Repeat(string text, int count) => Of(Enumerable.Repeat<string?>(text, count).ToArray());
}
