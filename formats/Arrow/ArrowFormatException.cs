namespace RecPipeline.Formats.Arrow;

/// <summary>A stream is no Arrow IPC stream, is damaged, or uses a feature that is not supported; the message says where.</summary>
public sealed class ArrowFormatException : Exception
{
    internal ArrowFormatException(MessageSite site, string? column, string found, string expected, string advice, bool isUnsupported = false, Exception? inner = null)
        : base($"{site}: reading {(column is null ? site.Part : $"column '{column}'")}, found {found}; {expected}. {advice}", inner)
    {
        (StreamName, MessageNumber, Offset) = (site.StreamName, site.Number, site.Offset);
        (Column, Found, Expected, IsUnsupported) = (column, found, expected, isUnsupported);
    }

    /// <summary>The name that the stream was opened with.</summary>
    public string StreamName { get; }

    /// <summary>Which message of the stream: 0 is the schema.</summary>
    public int MessageNumber { get; }

    /// <summary>Where that message starts, in bytes from the start of the stream.</summary>
    public long Offset { get; }

    /// <summary>Path of the column, such as <c>reasons.element.share</c>; null when no column is to blame.</summary>
    public string? Column { get; }

    public string Found { get; }

    public string Expected { get; }

    /// <summary>True when the stream may be in order, but needs something that this reader does not do.</summary>
    public bool IsUnsupported { get; }
}
