namespace RecPipeline.Formats.Columns;

/// <summary>Validity bitmaps: least significant bit first, 1 = present.</summary>
public static class Bitmap
{
    /// <summary>A bitmap of <paramref name="count"/> bits, or an empty one when every bit would be 1.</summary>
    public static byte[] Of(int count, Func<int, bool> isPresent)
    {
        ArgumentNullException.ThrowIfNull(isPresent);
        var bits = new byte[(count + 7) / 8];
        bool all = true;
        for (int i = 0; i < count; i++)
        {
            if (isPresent(i))
                bits[i >> 3] |= (byte)(1 << (i & 7));
            else
                all = false;
        }
        return all ? [] : bits;
    }
}
