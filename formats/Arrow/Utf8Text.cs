using System.Text.Unicode;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Arrow;

/// <summary>Checks that strings are UTF-8.</summary>
internal static class Utf8Text
{
    /// <summary>The first row that is not null and not UTF-8; −1 when there is none.</summary>
    /// <remarks>Nearly always all bytes are valid and no string splits a character. Plain twin: <see cref="FirstInvalidPlain"/>.</remarks>
    public static int FirstInvalid(StringColumn column)
    {
        var offsets = column.Offsets;
        var all = column.Bytes[offsets[0]..offsets[^1]];
        return Utf8.IsValid(all) && NoneSplitsACharacter(offsets, column.Bytes[..offsets[^1]]) ? -1 : FirstInvalidPlain(column);
    }

    public static int FirstInvalidPlain(StringColumn column)
    {
        for (int row = 0; row < column.Length; row++)
            if (!column.IsNull(row) && !Utf8.IsValid(column.Utf8(row)))
                return row;
        return -1;
    }

    private static bool NoneSplitsACharacter(ReadOnlySpan<int> offsets, ReadOnlySpan<byte> bytes)
    {
        foreach (int offset in offsets)
            if (offset < bytes.Length && (bytes[offset] & 0xC0) == 0x80)
                return false;
        return true;
    }
}
