namespace RecPipeline.Formats.Csv;

/// <summary>Where records end: at LF, or where the file ends.</summary>
internal static class RecordText
{
    /// <summary>Bytes of the first record in <paramref name="text"/>, its LF included.</summary>
    public static int Length(ReadOnlySpan<byte> text)
    {
        int lineFeed = text.IndexOf((byte)'\n');
        return lineFeed < 0 ? text.Length : lineFeed + 1;
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
