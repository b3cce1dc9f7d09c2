using System.Text.Unicode;

namespace RecPipeline.Formats.Csv;

/// <summary>Reads one rating from the bytes of one record: the rule that both engines call.</summary>
public static class RatingRowParser
{
    /// <summary>Parses a record; on any fault all four values are 0.</summary>
    /// <remarks>Faults are looked for in the order of <see cref="RowFault"/>. Cost: O(bytes), no allocation.</remarks>
    /// <param name="record">The bytes of one line without LF, the CR before it, and a byte order mark.</param>
    /// <param name="columns">Where the fields are.</param>
    /// <param name="user">Raw user id, or 0 where it is a text.</param>
    /// <param name="item">Raw item id, or 0 where it is a text.</param>
    /// <param name="rating">Rating or confidence, rounded to the nearest float32.</param>
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
        if (fields.TryNumbers(columns, ref user, ref item, ref rating, ref timestamp))
            return RowFault.None;
        (user, item, rating, timestamp) = (0, 0, 0, 0);
        return RowFault.Number;
    }

    /// <summary>The ids of a record without a fault as texts in UTF-8, quotes resolved. Allocates only for doubled quotes and latin-1.</summary>
    public static void ReadIds(ReadOnlySpan<byte> record, RatingColumns columns, out ReadOnlySpan<byte> user, out ReadOnlySpan<byte> item)
    {
        TrySplit(record, columns, out var fields);
        user = fields.User.Utf8(columns.Format);
        item = fields.Item.Utf8(columns.Format);
    }

    /// <summary>Which ids of a record are no whole numbers, for the advice to read them as texts; neither in a record that cannot be split.</summary>
    public static (bool User, bool Item) IdsThatAreTexts(ReadOnlySpan<byte> record, RatingColumns columns) =>
        TrySplit(record, columns, out var fields) ? (!NumberText.TryInt64(fields.User.Bytes, out _), !NumberText.TryInt64(fields.Item.Bytes, out _)) : (false, false);

    private static bool TrySplit(ReadOnlySpan<byte> record, RatingColumns columns, out RatingFields found)
    {
        found = default;
        var fields = new FieldReader(record, columns.Format);
        int count = 0;
        for (; fields.Next(); count++)
        {
            if (count == columns.User)
                found.User = fields.Whole;
            else if (count == columns.Item)
                found.Item = fields.Whole;
            else if (count == columns.Rating)
                found.Rating = fields.Field;
            else if (count == columns.Timestamp)
                found.Timestamp = fields.Field;
        }
        return count == columns.FieldCount && !fields.IsOpen;
    }

    private ref struct RatingFields
    {
        public FieldText User;
        public FieldText Item;
        public ReadOnlySpan<byte> Rating;
        public ReadOnlySpan<byte> Timestamp;

        public readonly bool TryNumbers(RatingColumns columns, ref long user, ref long item, ref float rating, ref long timestamp) =>
            (columns.UserIds == IdType.String || NumberText.TryInt64(User.Bytes, out user))
            && (columns.ItemIds == IdType.String || NumberText.TryInt64(Item.Bytes, out item))
            && NumberText.TryFloat(Rating, out rating)
            && (columns.Timestamp < 0 || NumberText.TryInt64(Timestamp, out timestamp));
    }
}
