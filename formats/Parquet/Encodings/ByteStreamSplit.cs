namespace RecPipeline.Formats.Parquet.Encodings;

/// <summary>BYTE_STREAM_SPLIT: all first bytes of the values, then all second bytes, and so on.</summary>
internal static class ByteStreamSplit
{
    /// <param name="streams">width × count bytes.</param>
    /// <param name="values">As many bytes, value by value.</param>
    /// <param name="width">Bytes of a value.</param>
    public static void Read(ReadOnlySpan<byte> streams, Span<byte> values, int width)
    {
        int count = streams.Length / width;
        for (int part = 0; part < width; part++)
        {
            var stream = streams.Slice(part * count, count);
            for (int i = 0, at = part; i < stream.Length; i++, at += width)
                values[at] = stream[i];
        }
    }
}
