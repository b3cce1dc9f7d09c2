namespace RecPipeline.Formats.Parquet.Encodings;

/// <summary>Booleans: PLAIN is a bit each, least significant first; RLE is an int32 length and runs of width 1.</summary>
internal static class Booleans
{
    private const string Doing = "reading booleans";

    public static void Unpack(ReadOnlySpan<byte> bits, Span<bool> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = (bits[i >> 3] >> (i & 7) & 1) != 0;
    }

    /// <summary>Opens the runs and checks that they hold so many values. A bool is a byte of 0 or 1, as the runs' values are.</summary>
    public static RleReader<byte> OpenRle(ref PageBytes page, int count)
    {
        var runs = new PageBytes(page.Take(page.TakeInt32(Doing), Doing), page.Place);
        RleReader<byte>.ExpectValues(runs, 1, count);
        return new RleReader<byte>(runs, 1);
    }

    public static void WritePlain(ReadOnlySpan<bool> values, ByteBuffer buffer)
    {
        var bytes = buffer.Reserve((values.Length + 7) / 8);
        bytes.Clear();
        for (int i = 0; i < values.Length; i++)
            bytes[i >> 3] |= (byte)(values[i] ? 1 << (i & 7) : 0);
    }
}
