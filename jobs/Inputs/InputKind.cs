namespace RecPipeline.Jobs.Inputs;

/// <summary>What a file is by its first bytes, whatever its name.</summary>
internal enum InputKind
{
    Empty,
    Text,
    Gzip,
    Zstd,
    Bzip2,
    Zip,
    Excel,
    Xz,
    SevenZip,
    Rar,
    Lz4,
    Snappy,
    Compress,
    Tar,
    Parquet,
    Orc,
    Avro,
    Arrow,
    Pdf,
    Html,
    Xml,
    Utf16,
    Utf32,

    /// <summary>Lines that end with CR alone, as on a Macintosh before 2001.</summary>
    CarriageReturns,
    Binary,
}

/// <summary>What to say of each kind.</summary>
internal static class InputKinds
{
    /// <summary>Compression that is taken off while reading.</summary>
    public static bool IsPacked(this InputKind kind) => kind is InputKind.Gzip or InputKind.Zstd or InputKind.Bzip2;

    /// <summary>Lines can be read from it: an empty file has none.</summary>
    public static bool IsText(this InputKind kind) => kind is InputKind.Text or InputKind.Empty;

    /// <summary>The kind in words, with its article.</summary>
    public static string Words(this InputKind kind) => kind switch
    {
        InputKind.Empty => "an empty file",
        InputKind.Text => "text",
        InputKind.Gzip => "gzip data",
        InputKind.Zstd => "zstd data",
        InputKind.Bzip2 => "bzip2 data",
        InputKind.Zip => "a zip archive",
        InputKind.Excel => "an Excel workbook",
        InputKind.Xz => "xz data",
        InputKind.SevenZip => "a 7z archive",
        InputKind.Rar => "a rar archive",
        InputKind.Lz4 => "lz4 data",
        InputKind.Snappy => "snappy data",
        InputKind.Compress => "data of compress (.Z)",
        InputKind.Tar => "a tar archive",
        InputKind.Parquet => "a Parquet file",
        InputKind.Orc => "an ORC file",
        InputKind.Avro => "an Avro file",
        InputKind.Arrow => "an Arrow file",
        InputKind.Pdf => "a PDF document",
        InputKind.Html => "an HTML page",
        InputKind.Xml => "an XML document",
        InputKind.Utf16 => "text in UTF-16",
        InputKind.Utf32 => "text in UTF-32",
        InputKind.CarriageReturns => "lines that end with a carriage return alone",
        _ => "binary data",
    };

    /// <summary>What makes an input of it that can be read.</summary>
    public static string Advice(this InputKind kind) => kind switch
    {
        InputKind.Zip or InputKind.SevenZip or InputKind.Rar or InputKind.Tar =>
            "Unpack it and name the file with the ratings in it; gzip, zstd and bzip2 are read as they are.",
        InputKind.Xz or InputKind.Lz4 or InputKind.Snappy or InputKind.Compress => "Unpack it, or pack it with gzip, zstd or bzip2.",
        InputKind.Gzip or InputKind.Zstd or InputKind.Bzip2 => "Unpack it once: only one layer of compression is read.",
        InputKind.Excel or InputKind.Pdf => "Export the table as csv in UTF-8.",
        InputKind.Parquet =>
            "Ratings in Parquet are read with input.format auto or parquet, and not packed; other files are wanted as csv.",
        InputKind.Orc
            or InputKind.Avro => "Ratings in it are read by Spark: --engine spark --set input.format=orc (or avro, with its package). "
            + "Or export it as csv or Parquet.",
        InputKind.Arrow => "Export it as csv or Parquet.",
        InputKind.Html or InputKind.Xml => "It may be an error page in place of a download: look into it, and fetch the file again.",
        InputKind.Utf16 => "Convert it: iconv -f UTF-16 -t UTF-8 (UTF-16LE or UTF-16BE where it has no byte order mark).",
        InputKind.Utf32 => "Convert it: iconv -f UTF-32 -t UTF-8 (UTF-32LE or UTF-32BE where it has no byte order mark).",
        InputKind.CarriageReturns => "Convert them: tr '\\r' '\\n' <FILE >NEW.",
        _ => "Name a file of delimited text.",
    };
}
