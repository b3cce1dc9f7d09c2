namespace RecPipeline.Jobs.Inputs;

/// <summary>Tells a file's kind from its first bytes: signatures of formats first, then how zeros and control characters lie.</summary>
internal static class FirstBytes
{
    /// <summary>More than this is never looked at.</summary>
    public const int Most = 1 << 16;

    private const int TarPlace = 257;

    // Letters alone are no proof, since a header line may begin with them: those kinds must hold bytes that no text has.
    private static readonly (byte[] Bytes, InputKind Kind, bool NeedsBinary)[] Signatures =
    [
        ([0x1F, 0x8B], InputKind.Gzip, false),
        ([0x28, 0xB5, 0x2F, 0xFD], InputKind.Zstd, false),
        ([0x42, 0x5A, 0x68, 0x39, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90], InputKind.Bzip2, false),
        ([0x50, 0x4B, 0x03, 0x04], InputKind.Zip, false),
        ([0x50, 0x4B, 0x05, 0x06], InputKind.Zip, false),
        ([0x50, 0x4B, 0x07, 0x08], InputKind.Zip, false),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], InputKind.Excel, false),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], InputKind.Xz, false),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], InputKind.SevenZip, false),
        ([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07], InputKind.Rar, false),
        ([0x04, 0x22, 0x4D, 0x18], InputKind.Lz4, false),
        ([0x02, 0x21, 0x4C, 0x18], InputKind.Lz4, false),
        ([0xFF, 0x06, 0x00, 0x00, 0x73, 0x4E, 0x61, 0x50, 0x70, 0x59], InputKind.Snappy, false),
        ([0x1F, 0x9D], InputKind.Compress, false),
        ([.. "PAR1"u8], InputKind.Parquet, true),
        ([.. "PARE"u8], InputKind.Parquet, true),
        ([.. "ORC"u8], InputKind.Orc, true),
        ([.. "Obj"u8, 0x01], InputKind.Avro, false),
        ([.. "ARROW1"u8], InputKind.Arrow, true),
        ([.. "FEA1"u8], InputKind.Arrow, true),
        ([.. "%PDF-"u8], InputKind.Pdf, false),
        ([0xFF, 0xFE, 0x00, 0x00], InputKind.Utf32, false),
        ([0x00, 0x00, 0xFE, 0xFF], InputKind.Utf32, false),
        ([0xFF, 0xFE], InputKind.Utf16, false),
        ([0xFE, 0xFF], InputKind.Utf16, false),
    ];

    /// <summary>The kind of a file that begins with <paramref name="first"/>: its first 64 KiB, or all of it where it is shorter.</summary>
    /// <remarks>
    /// Text in any 8-bit encoding is <see cref="InputKind.Text"/>; so are csv, JSON and whatever else has no signature and few control
    /// characters.
    /// </remarks>
    internal static InputKind Of(ReadOnlySpan<byte> first)
    {
        if (first.IsEmpty)
            return InputKind.Empty;
        bool isBinary = HasControls(first);
        foreach (var (bytes, kind, needsBinary) in Signatures)
            if (first.StartsWith(bytes) && (isBinary || !needsBinary))
                return kind == InputKind.Zip && IsWorkbook(first) ? InputKind.Excel : kind;
        if (IsBzip2(first) || IsSkippableFrame(first))
            return IsBzip2(first) ? InputKind.Bzip2 : InputKind.Zstd;
        if (first.Length > TarPlace && first[TarPlace..].StartsWith("ustar"u8))
            return InputKind.Tar;
        return Wide(first)
            ?? (isBinary ? InputKind.Binary : Markup(first) ?? (HasOnlyReturns(first) ? InputKind.CarriageReturns : InputKind.Text));
    }

    // One CR at the end of all may be the end of a line that is not finished.
    private static bool HasOnlyReturns(ReadOnlySpan<byte> first) => !first.Contains((byte)'\n') && first[..^1].Contains((byte)'\r');

    /// <summary>Reads up to <see cref="Most"/> bytes from where the stream stands.</summary>
    public static byte[] Read(Stream stream)
    {
        var first = new byte[Most];
        int count = stream.ReadAtLeast(first, Most, throwOnEndOfStream: false);
        return first[..count];
    }

    // BZh, the size of blocks from 1 to 9, and the number of a block.
    private static bool IsBzip2(ReadOnlySpan<byte> first) =>
        first.Length >= 10 && first.StartsWith("BZh"u8) && first[3] is >= (byte)'1' and <= (byte)'9' && first[4..].StartsWith("1AY&SY"u8);

    private static bool IsSkippableFrame(ReadOnlySpan<byte> first) =>
        first.Length >= 4 && (first[0] & 0xF0) == 0x50 && first[1..].StartsWith((ReadOnlySpan<byte>)[0x2A, 0x4D, 0x18]);

    private static bool IsWorkbook(ReadOnlySpan<byte> first) =>
        first.IndexOf("[Content_Types].xml"u8) >= 0 || first.IndexOf("xl/workbook"u8) >= 0
            || first.IndexOf("opendocument.spreadsheet"u8) >= 0;

    // Tabs, line ends, form feeds and the separators of Hive (1 to 3) and ASCII (28 to 31) stand in texts; 26 ends those of DOS.
    private static bool HasControls(ReadOnlySpan<byte> first)
    {
        int controls = 0;
        foreach (byte value in first)
            if (value is 0 or (> 3 and < 9) or 11 or (> 13 and < 26) or 27 or 127)
                controls++;
        return controls * 32 > first.Length || first[..Math.Min(first.Length, 4)].IndexOf((byte)0) >= 0;
    }

    // Digits, commas and line ends have zeros beside them in UTF-16 and UTF-32, always on the same side.
    private static InputKind? Wide(ReadOnlySpan<byte> first)
    {
        int count = first.Length / 4;
        if (count == 0)
            return null;
        Span<int> zeros = stackalloc int[4];
        for (int at = 0; at < 4 * count; at++)
            zeros[at % 4] += first[at] == 0 ? 1 : 0;
        bool Has(Span<int> zeros, int place) => 5 * zeros[place] > 2 * count;
        bool Lacks(Span<int> zeros, int place) => 50 * zeros[place] <= count;
        if (Has(zeros, 1) && Has(zeros, 2) && ((Has(zeros, 3) && Lacks(zeros, 0)) || (Has(zeros, 0) && Lacks(zeros, 3))))
            return InputKind.Utf32;
        bool isLittle = Has(zeros, 1) && Has(zeros, 3) && Lacks(zeros, 0) && Lacks(zeros, 2);
        bool isBig = Has(zeros, 0) && Has(zeros, 2) && Lacks(zeros, 1) && Lacks(zeros, 3);
        return isLittle || isBig ? InputKind.Utf16 : null;
    }

    private static InputKind? Markup(ReadOnlySpan<byte> first)
    {
        var text = (first.StartsWith("\uFEFF"u8) ? first[3..] : first).TrimStart(" \t\r\n"u8);
        string start = System.Text.Encoding.Latin1.GetString(text[..Math.Min(text.Length, 14)]).ToUpperInvariant();
        return start.StartsWith("<!DOCTYPE HTML", StringComparison.Ordinal) || start.StartsWith("<HTML", StringComparison.Ordinal)
            ? InputKind.Html
            : start.StartsWith("<?XML", StringComparison.Ordinal) ? InputKind.Xml : null;
    }
}
