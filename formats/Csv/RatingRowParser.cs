using System.Text.Unicode;

namespace RecPipeline.Formats.Csv;

/// <summary>Reads one rating from the bytes of one record: the rule that both engines call.</summary>
public static class RatingRowParser
{
    /// <summary>Parses a record; on any fault all four values are 0.</summary>
    /// <remarks>Faults are looked for in the order of <see cref="RowFault"/>. Cost: O(bytes), no allocation.</remarks>
    /// <param name="record">The bytes of one line without LF, the CR before it, and a byte order mark.</param>
    /// <param name="columns">Where the fields are.</param>
    /// <param name="user">Raw user id.</param>
    /// <param name="item">Raw item id.</param>
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
        if (fields.TryNumbers(columns.Timestamp >= 0, ref user, ref item, ref rating, ref timestamp))
            return RowFault.None;
        (user, item, rating, timestamp) = (0, 0, 0, 0);
        return RowFault.Number;
    }

    private static bool TrySplit(ReadOnlySpan<byte> record, RatingColumns columns, out RatingFields found)
    {
        found = default;
        var fields = new FieldReader(record, columns.Format);
        int count = 0;
        for (; fields.Next(); count++)
        {
            if (count == columns.User)
                found.User = fields.Field;
            else if (count == columns.Item)
                found.Item = fields.Field;
            else if (count == columns.Rating)
                found.Rating = fields.Field;
            else if (count == columns.Timestamp)
                found.Timestamp = fields.Field;
        }
        return count == columns.FieldCount && !fields.IsOpen;
    }

    private ref struct RatingFields
    {
        public ReadOnlySpan<byte> User;
        public ReadOnlySpan<byte> Item;
        public ReadOnlySpan<byte> Rating;
        public ReadOnlySpan<byte> Timestamp;

        public readonly bool TryNumbers(bool hasTimestamp, ref long user, ref long item, ref float rating, ref long timestamp) =>
            NumberText.TryInt64(User, out user)
            && NumberText.TryInt64(Item, out item)
            && NumberText.TryFloat(Rating, out rating)
            && (!hasTimestamp || NumberText.TryInt64(Timestamp, out timestamp));
    }
}
