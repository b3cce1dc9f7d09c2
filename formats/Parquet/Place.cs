using System.Text;

namespace RecPipeline.Formats.Parquet;

/// <summary>Where in a file the reader is, for messages.</summary>
internal sealed record Place(string File, int? RowGroup = null, string? Column = null, long? Offset = null)
{
    public override string ToString()
    {
        var text = new StringBuilder(File);
        if (RowGroup is { } group)
            text.Append($" row group {group}");
        if (Column is not null)
            text.Append($" column '{Shown(Column)}'");
        if (Offset is { } offset)
            text.Append($" offset {offset:N0}");
        return text.ToString();
    }

    /// <summary>A text that came from a file, which when damaged can be anything: at most 300 characters, none of them a control character.</summary>
    public static string Shown(string text)
    {
        string cut = text.Length > 300 ? text[..300] + "…" : text;
        return string.Concat(cut.Select(each => char.IsControl(each) ? '\uFFFD' : each));
    }
}
