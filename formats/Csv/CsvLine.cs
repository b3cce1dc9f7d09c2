namespace RecPipeline.Formats.Csv;

/// <summary>One line of delimited text by itself.</summary>
public static class CsvLine
{
    /// <summary>The fields of a line as texts, quotes resolved, without blanks around them.</summary>
    /// <param name="line">Without its line end and a byte order mark.</param>
    /// <param name="format">How it is split.</param>
    public static IReadOnlyList<string> Fields(ReadOnlySpan<byte> line, CsvFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return CsvHeader.Parse(line, format);
    }
}
