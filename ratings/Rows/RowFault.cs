using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Ratings.Rows;

/// <summary>Why a record is no row; a record has the first fault that fits, in this order.</summary>
public enum RowFault : byte
{
    None,

    /// <summary>Empty, or white space only.</summary>
    Blank,

    /// <summary>Bytes that are no UTF-8.</summary>
    Encoding,

    /// <summary>More or fewer fields than the layout has, or a quote that is never closed.</summary>
    Columns,

    /// <summary>
    /// An id is no signed 64-bit decimal integer or has zeros in front, a timestamp is none (or no date),
    /// or the rating is not digits with an optional fraction.
    /// </summary>
    Number,

    /// <summary>An id that is a text says what stands for an empty field.</summary>
    Id,

    /// <summary>No fault: the rating is empty, or says that there is none (<see cref="RatingForms.NullValues"/>).</summary>
    NullRating = 12,

    /// <summary>No fault: the timestamp says that there is none.</summary>
    NullTimestamp,

    /// <summary>No fault: an event that <see cref="RatingForms.EventWeights"/> does not name.</summary>
    Event,
}
