using System.Text;

namespace RecPipeline.Formats.Parquet;

/// <summary>Where in a file the reader is, for messages.</summary>
internal sealed record Place(string File, int? RowGroup = null, string? Column = null, int? Page = null, long? Offset = null)
{
    public override string ToString()
    {
        var text = new StringBuilder(File);
        if (RowGroup is { } group)
            text.Append($" row group {group}");
        if (Column is not null)
            text.Append($" column '{Shown(Column)}'");
        if (Page is { } page)
            text.Append($" page {page}");
        if (Offset is { } offset)
            text.Append($" offset {offset:N0}");
        return text.ToString();
    }

    // A name of a damaged file can be anything.
    private static string Shown(string name) => name.Length > 100 ? name[..100] + "…" : name;
}
