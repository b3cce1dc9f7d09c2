namespace RecPipeline.Ratings.Csv;

/// <summary>How the bytes of a delimited text file are to be read.</summary>
public enum TextEncoding : byte
{
    Utf8,

    /// <summary>ISO-8859-1: every byte is a character, so no row can have a wrong encoding.</summary>
    Latin1,

    /// <summary>A field is UTF-8 where its bytes are valid UTF-8, else ISO-8859-1; so no row can have a wrong encoding either.</summary>
    /// <remarks>Text in latin-1 is valid UTF-8 only by rare accident:
    /// a letter such as é would have to stand before two signs such as ©.</remarks>
    Utf8OrLatin1,
}

/// <summary>The outer form of a delimited text file: what separates fields, whether line 1 names them,
/// whether quotes mean something.</summary>
/// <remarks>
/// A record ends at LF; one CR before it is not part of the record; a byte order mark is not part of the file.
/// With <paramref name="Quotes"/>, a field that starts with <c>"</c> runs to the next lone <c>"</c>, line feeds included,
/// and <c>""</c> inside stands for one. A quote that is never closed makes the rest of the file one record with too few fields.
/// <see cref="RecordText"/> is the rule.
/// </remarks>
/// <param name="Separator">One or more bytes, without quotes and line ends.</param>
/// <param name="HasHeader">Line 1 holds the names of the columns.</param>
/// <param name="Quotes">Quoted fields are honoured.</param>
/// <param name="Encoding">Encoding of texts, names and titles.</param>
public sealed record CsvFormat(byte[] Separator, bool HasHeader, bool Quotes, TextEncoding Encoding = TextEncoding.Utf8)
{
    public byte[] Separator { get; } = Checked(Separator);

    /// <summary>A format with its separator as text, such as <c>","</c> or <c>"::"</c>.</summary>
    public static CsvFormat Of(string separator, bool hasHeader, bool quotes, TextEncoding encoding = TextEncoding.Utf8) =>
        new(System.Text.Encoding.UTF8.GetBytes(separator), hasHeader, quotes, encoding);

    /// <summary>The bytes as text; under <see cref="TextEncoding.Utf8"/>, bytes that are no UTF-8 become U+FFFD.</summary>
    public string Text(ReadOnlySpan<byte> bytes) =>
        (IsLatin1(bytes) ? System.Text.Encoding.Latin1 : System.Text.Encoding.UTF8).GetString(bytes);

    /// <summary>True where the bytes are read as ISO-8859-1.</summary>
    public bool IsLatin1(ReadOnlySpan<byte> bytes) =>
        Encoding == TextEncoding.Latin1 || (Encoding == TextEncoding.Utf8OrLatin1 && !System.Text.Unicode.Utf8.IsValid(bytes));

    /// <summary>A text as the bytes that a file of this format has for it.</summary>
    public byte[] Bytes(string text) =>
        (Encoding == TextEncoding.Latin1 ? System.Text.Encoding.Latin1 : System.Text.Encoding.UTF8).GetBytes(text);

    private static byte[] Checked(byte[] separator)
    {
        ArgumentNullException.ThrowIfNull(separator);
        if (separator.Length == 0 || separator.AsSpan().IndexOfAny("\"\r\n"u8) >= 0)
            throw new ArgumentException("A separator has at least one byte and holds no quote and no line end.", nameof(separator));
        return separator;
    }
}

/// <summary>One kind of file: its format and the names of its columns.</summary>
/// <param name="Format">Separator, header, quotes, encoding.</param>
/// <param name="Columns">
/// Without a header: the names of all columns in order. With a header the file itself says so, and this list is not used.
/// </param>
public sealed record CsvTable(CsvFormat Format, params IReadOnlyList<string> Columns);
