namespace RecPipeline.Formats.Parquet;

/// <summary>A file is no Parquet file, is damaged, or uses something that is not supported. The message names it and says where.</summary>
public sealed class ParquetFormatException : IOException
{
    internal ParquetFormatException(
        Place place, string doing, string found, string expected, string advice, bool isUnsupported = false, Exception? inner = null)
        : base($"{place}: {doing}: found {found}; expected {expected}. {advice}", inner)
    {
        (File, RowGroup, Column, Offset) = (place.File, place.RowGroup, place.Column, place.Offset);
        (Found, Expected, IsUnsupported) = (found, expected, isUnsupported);
    }

    /// <summary>The name that was given to the reader.</summary>
    public string File { get; }

    /// <summary>Row group, from 0; null where the error is not inside one.</summary>
    public int? RowGroup { get; }

    /// <summary>Column, members of lists and structs with dots; null where the error concerns the file.</summary>
    public string? Column { get; }

    /// <summary>Byte in the file, where known.</summary>
    public long? Offset { get; }

    public string Expected { get; }

    /// <summary>What was found: a number or name of the file, or the library's own words.</summary>
    public string Found { get; }

    /// <summary>True when the file may well be whole but has something that this reader does not know.</summary>
    public bool IsUnsupported { get; }
}
