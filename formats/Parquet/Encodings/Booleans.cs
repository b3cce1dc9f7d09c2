namespace RecPipeline.Formats.Parquet.Encodings;

/// <summary>Booleans: PLAIN is a bit each, least significant first; RLE is an int32 length and runs of width 1.</summary>
internal static class Booleans
{
    private const string Doing = "reading booleans";

    public static void ReadPlain(ref PageBytes page, Span<bool> values)
    {
        var bytes = page.Take((values.Length + 7) / 8, Doing);
        for (int i = 0; i < values.Length; i++)
            values[i] = (bytes[i >> 3] >> (i & 7) & 1) != 0;
    }

    public static void ReadRle(ref PageBytes page, Span<bool> values)
    {
        var runs = new PageBytes(page.Take(page.TakeInt32(Doing), Doing), page.Place);
        var reader = new RleReader<byte>(runs, 1);
        // A bool is a byte of 0 or 1.
        reader.Read(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values));
    }

    public static void WritePlain(ReadOnlySpan<bool> values, ByteBuffer buffer)
    {
        var bytes = buffer.Reserve((values.Length + 7) / 8);
        bytes.Clear();
        for (int i = 0; i < values.Length; i++)
            bytes[i >> 3] |= (byte)(values[i] ? 1 << (i & 7) : 0);
    }
}
