namespace RecPipeline.Formats.Csv;

/// <summary>Why a record is no row; a record has the first fault that fits, in this order.</summary>
public enum RowFault : byte
{
    None,

    /// <summary>Empty, or white space only.</summary>
    Blank,

    /// <summary>Bytes that are no UTF-8.</summary>
    Encoding,

    /// <summary>More or fewer fields than the layout has, or a quote that is never closed.</summary>
    Columns,

    /// <summary>An id or a timestamp is no signed 64-bit decimal integer, or the rating is not digits with an optional fraction.</summary>
    Number,
}
