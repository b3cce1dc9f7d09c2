namespace RecPipeline.Models.Cleaning;

/// <summary>Why a row was not kept; a row has the first reason that fits, in this order.</summary>
/// <remarks>
/// The first five and those that filter are found while parsing bytes and have the values of the parser's faults; the others are rules over
/// the parsed row.
/// </remarks>
public enum RejectReason : byte
{
    None,

    /// <summary>Empty, or white space only.</summary>
    Blank,

    /// <summary>Bytes that are no UTF-8.</summary>
    Encoding,

    /// <summary>Not as many fields as the layout has.</summary>
    Columns,

    /// <summary>A field that should be a number is none.</summary>
    Number,

    /// <summary>An id below <see cref="RatingRules.MinId"/>.</summary>
    Id,

    /// <summary>A rating outside [<see cref="RatingRules.RatingMin"/>, <see cref="RatingRules.RatingMax"/>].</summary>
    Scale,

    /// <summary>A rating that is no multiple of <see cref="RatingRules.RatingStep"/>.</summary>
    Step,

    /// <summary>A timestamp outside [<see cref="RatingRules.TimeMin"/>, <see cref="RatingRules.TimeMax"/>].</summary>
    Time,

    /// <summary>An item that is not among <see cref="RatingRules.KnownItems"/>.</summary>
    UnknownItem,

    /// <summary>Another row of the same user and item was kept, and it equals this one in every field.</summary>
    DuplicateExact,

    /// <summary>Another row of the same user and item was kept, and it differs.</summary>
    DuplicateConflict,

    /// <summary>No fault, so filtered and not rejected: the rating is empty or says that there is none.</summary>
    NullRating,

    /// <summary>No fault: the timestamp says that there is none.</summary>
    NullTimestamp,

    /// <summary>No fault: an event without a weight.</summary>
    Event,
}

/// <summary>How reasons are written in tables and reports.</summary>
public static class RejectReasons
{
    private static readonly string[] Names =
        [.. Enum.GetNames<RejectReason>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])];

    /// <summary>Every reason that is a fault, in the order in which they are looked for.</summary>
    public static IReadOnlyList<RejectReason> All { get; } =
        [.. Enum.GetValues<RejectReason>().Where(reason => reason != RejectReason.None && !IsFilter(reason))];

    /// <summary>The reason's name in tables: <c>unknownItem</c>.</summary>
    public static string Name(RejectReason reason) => Names[(int)reason];

    /// <summary>
    /// True for rows that are dropped without being at fault: they count as filtered and are not in the table <c>rejected</c>.
    /// </summary>
    public static bool IsFilter(RejectReason reason) => reason >= RejectReason.NullRating;

    /// <summary>True for the two reasons that <see cref="Deduplicator"/> gives.</summary>
    public static bool IsDuplicate(RejectReason reason) => reason is RejectReason.DuplicateExact or RejectReason.DuplicateConflict;
}
