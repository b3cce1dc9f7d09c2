namespace RecPipeline.Formats.Csv;

/// <summary>A field that is kept as text: its bytes without its quotes, and whether quotes inside are still doubled.</summary>
internal readonly ref struct FieldText(ReadOnlySpan<byte> bytes, bool hasEscapes)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    private bool HasEscapes { get; } = hasEscapes;

    public string Text(CsvFormat format) => HasEscapes ? format.Text(Bytes).Replace("\"\"", "\"", StringComparison.Ordinal) : format.Text(Bytes);

    /// <summary>The text in UTF-8; allocates only for doubled quotes and latin-1.</summary>
    public ReadOnlySpan<byte> Utf8(CsvFormat format) => format.Encoding == TextEncoding.Utf8 && !HasEscapes ? Bytes : System.Text.Encoding.UTF8.GetBytes(Text(format));
}
