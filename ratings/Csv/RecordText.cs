namespace RecPipeline.Ratings.Csv;

/// <summary>Where records end: the one rule that all readers ask.</summary>
/// <remarks>
/// A record ends at LF, or where the file ends. Where the format has quotes, a field that starts with a quote runs to its closing quote, as
/// <see cref="FieldReader"/> reads it, and line feeds up to there belong to the record, whatever follows them.
/// A quote inside a field that does not start with one means nothing. A quote that is never closed takes everything to the end of the file.
/// <para>So what stands in quotes is never a record, and one bit tells all that a line needs to know of the lines before it:
/// whether it begins in quotes.</para>
/// </remarks>
public static class RecordText
{
    /// <summary>Bytes that a record has at most, its LF included. A longer one means that the file is no text, or that a quote is a stray;
    /// it also bounds the memory.</summary>
    public const int MaxBytes = 64 << 20;

    /// <summary>True when the line feed behind <paramref name="line"/> stands in quotes.</summary>
    /// <param name="line">A line, or several, without the last LF.</param>
    /// <param name="beginsInQuotes">The same of the line before it; false for the first of a file.</param>
    /// <param name="format">Separator and quotes.</param>
    public static bool EndsInQuotes(ReadOnlySpan<byte> line, bool beginsInQuotes, CsvFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (!format.Quotes || line.IndexOf((byte)'"') < 0)
            return beginsInQuotes && format.Quotes;
        var quotes = new QuoteWalk(line, format, []);
        for (int at = beginsInQuotes ? quotes.Close(0) : 0; at >= 0; at = quotes.Close(at + 1))
        {
            at = quotes.Open(at);
            if (at < 0)
                return false;
        }
        return true;
    }

    /// <summary>Finds the line feeds of a text that begins with a record which end none.</summary>
    /// <param name="text">Whole records and, as the last, one that may not be whole.</param>
    /// <param name="format">Separator and quotes.</param>
    /// <param name="lineFeeds">Takes the places of line feeds in quotes, ascending.</param>
    /// <returns>The quote that is not closed within the text, or −1.</returns>
    internal static int ReadQuotes(ReadOnlySpan<byte> text, CsvFormat format, List<int> lineFeeds)
    {
        lineFeeds.Clear();
        if (!format.Quotes)
            return -1;
        var quotes = new QuoteWalk(text, format, lineFeeds);
        for (int open = quotes.Open(0), close; open >= 0; open = quotes.Open(close))
        {
            close = quotes.Close(open + 1);
            if (close < 0)
                return open;
        }
        return -1;
    }

    /// <summary>The record in the first <paramref name="length"/> bytes without LF and one CR before it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text, int length)
    {
        var record = text[..length];
        if (record is [.., (byte)'\n'])
            record = record[..^1];
        return record is [.., (byte)'\r'] ? record[..^1] : record;
    }
}
