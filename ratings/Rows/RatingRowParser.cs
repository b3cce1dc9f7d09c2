using System.Text.Unicode;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Ratings.Rows;

/// <summary>Reads one rating from the bytes of one record: the rule that both engines call.</summary>
public static class RatingRowParser
{
    /// <summary>Parses a record; on any fault all four values are 0.</summary>
    /// <remarks>Faults are looked for in the order of <see cref="RowFault"/>. Cost: O(bytes), no allocation.</remarks>
    /// <param name="record">The bytes of one line without LF, the CR before it, and a byte order mark.</param>
    /// <param name="columns">Where the fields are.</param>
    /// <param name="user">Raw user id, or 0 where it is a text.</param>
    /// <param name="item">Raw item id, or 0 where it is a text.</param>
    /// <param name="rating">Rating or confidence, rounded to the nearest float32; 1 when the layout has none.</param>
    /// <param name="timestamp">Seconds since 1970, or 0 when the layout has none.</param>
    public static RowFault Parse(
        ReadOnlySpan<byte> record, RatingColumns columns, out long user, out long item, out float rating, out long timestamp)
    {
        (user, item, rating, timestamp) = (0, 0, 0, 0);
        if (NumberText.IsBlank(record))
            return RowFault.Blank;
        if (columns.Format.Encoding == TextEncoding.Utf8 && !Utf8.IsValid(record))
            return RowFault.Encoding;
        if (!TrySplit(record, columns, out var fields))
            return RowFault.Columns;
        var fault = fields.Read(columns, ref user, ref item, ref rating, ref timestamp);
        if (fault != RowFault.None)
            (user, item, rating, timestamp) = (0, 0, 0, 0);
        return fault;
    }

    /// <summary>The ids of a record without a fault as texts in UTF-8, quotes resolved, then blanks around them taken off.
    /// Allocates only for doubled quotes and latin-1.</summary>
    public static void ReadIds(ReadOnlySpan<byte> record, RatingColumns columns, out ReadOnlySpan<byte> user, out ReadOnlySpan<byte> item)
    {
        TrySplit(record, columns, out var fields);
        user = NumberText.Trim(fields.User.Utf8(columns.Format));
        item = NumberText.Trim(fields.Item.Utf8(columns.Format));
    }

    /// <summary>Which ids of a record are texts and no numbers of whatever form, for the advice to read them so;
    /// neither in a record that cannot be split.</summary>
    public static (bool User, bool Item) IdsThatAreTexts(ReadOnlySpan<byte> record, RatingColumns columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return TrySplit(record, columns, out var fields)
            ? (columns.UserIds == IdType.Int64 && IsText(fields.User.Bytes), columns.ItemIds == IdType.Int64 && IsText(fields.Item.Bytes))
            : (false, false);
    }

    private static bool IsText(ReadOnlySpan<byte> id) =>
        !NumberText.TryId(id, out _) && !NumberText.IsBlank(id)
        && (NumberText.TryInt64(id, out _) || !NumberText.TryRating(id, (byte)'.', out _));

    internal static bool TrySplit(ReadOnlySpan<byte> record, RatingColumns columns, out RatingFields found)
    {
        found = default;
        var fields = new FieldReader(record, columns.Format);
        int count = 0;
        for (; fields.Next(); count++)
            found.Take(count, fields.Whole, columns);
        bool isWhole = count == columns.FieldCount && !fields.IsOpen;
        for (int folder = 0; folder < columns.Folders.Count; folder++)
            found.Take(columns.FieldCount + folder, new FieldText(columns.Folders[folder], hasEscapes: false), columns);
        return isWhole;
    }
}
