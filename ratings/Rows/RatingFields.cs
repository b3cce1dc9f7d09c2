using System.Runtime.CompilerServices;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Ratings.Rows;

/// <summary>The four fields of a record that make a rating; those that the layout does not have are empty.</summary>
internal ref struct RatingFields
{
    public FieldText User;
    public FieldText Item;
    public FieldText Rating;
    public FieldText Timestamp;

    /// <summary>Keeps the field at a position, where it is one of the four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(int position, FieldText field, RatingColumns columns)
    {
        if (position == columns.User)
            User = field;
        else if (position == columns.Item)
            Item = field;
        else if (position == columns.Rating)
            Rating = field;
        else if (position == columns.Timestamp)
            Timestamp = field;
    }

    /// <summary>Reads the values from left to right of <see cref="RatingRowParser.Parse"/>;
    /// the first field that stops it decides.</summary>
    public readonly RowFault Read(RatingColumns columns, ref long user, ref long item, ref float rating, ref long timestamp)
    {
        var fault = Id(User, columns.UserIds, columns, ref user);
        if (fault == RowFault.None)
            fault = Id(Item, columns.ItemIds, columns, ref item);
        if (fault == RowFault.None)
            fault = ReadRating(columns, ref rating);
        return fault == RowFault.None && columns.Timestamp >= 0 ? columns.Fields.Time(Timestamp.Bytes, ref timestamp) : fault;
    }

    /// <summary>Reads one id.</summary>
    public static RowFault Id(FieldText id, IdType type, RatingColumns columns, ref long value)
    {
        if (type == IdType.String)
            return columns.Fields.HasMarkers && columns.Fields.IsMarker(id.Utf8(columns.Format)) ? RowFault.Id : RowFault.None;
        return NumberText.TryId(id.Bytes, out value) ? RowFault.None : RowFault.Number;
    }

    private readonly RowFault ReadRating(RatingColumns columns, ref float rating)
    {
        if (columns.Rating >= 0)
        {
            return columns.Fields.HasEvents
                ? columns.Fields.Event(Rating.Utf8(columns.Format), ref rating)
                : columns.Fields.Rating(Rating.Bytes, ref rating);
        }
        rating = 1;
        return RowFault.None;
    }
}
