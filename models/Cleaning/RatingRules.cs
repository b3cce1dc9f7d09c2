namespace RecPipeline.Models.Cleaning;

/// <summary>
/// The limits that one parsed rating must keep, checked in the order id, scale, step, time, unknown item. All limits are inclusive.
/// </summary>
/// <param name="RatingMin">Lowest rating.</param>
/// <param name="RatingMax">Highest rating.</param>
/// <param name="RatingStep">
/// Ratings are multiples of this, to float32 precision (a rating of 3.3 is a multiple of 0.1); 0 allows any rating.
/// </param>
/// <param name="MinId">Lowest user and item id.</param>
/// <param name="TimeMin">Earliest timestamp, seconds since 1970.</param>
/// <param name="TimeMax">Latest timestamp, seconds since 1970.</param>
/// <param name="KnownItems">
/// Items that may be rated; null allows any. Where item ids are texts, <see cref="KnownTexts"/> takes its place.
/// </param>
public sealed record RatingRules(
    double RatingMin, double RatingMax, double RatingStep, long MinId, long TimeMin, long TimeMax, IdSet? KnownItems)
{
    /// <summary>1995-01-01T00:00Z, the year in which MovieLens began.</summary>
    public const long MovieLensStart = 788_918_400;

    /// <summary>2200-01-01T00:00Z: a later time is one in another unit than seconds.</summary>
    public const long Latest = 7_258_118_400;

    /// <summary>No limits but finite ratings and times before <see cref="Latest"/>.</summary>
    public static readonly RatingRules Generic = new(
        float.MinValue, float.MaxValue, 0, long.MinValue, long.MinValue, Latest, null);

    /// <summary>Implicit feedback: the value is a confidence above 0.</summary>
    public static readonly RatingRules Implicit = Generic with { RatingMin = float.Epsilon };

    /// <summary>Half stars from 0.5 to 5, ids from 1, times from 1995 to <paramref name="timeMax"/>.</summary>
    public static RatingRules MovieLens(long timeMax, IdSet? knownItems) => new(0.5, 5.0, 0.5, 1, MovieLensStart, timeMax, knownItems);

    /// <summary>Items that may be rated where ids are texts; null allows any.</summary>
    public TextIds? KnownTexts { get; init; }

    /// <summary>The first rule that the rating breaks, or <see cref="RejectReason.None"/>.</summary>
    public RejectReason Check(long user, long item, float rating, long timestamp) =>
        Check(Allows(user) && Allows(item), rating, timestamp, Knows(item));

    /// <summary>
    /// The same where some ids are texts: what <see cref="Allows(long)"/> and <see cref="Knows(long)"/> say of the ids comes from the
    /// caller.
    /// </summary>
    public RejectReason Check(bool areIdsAllowed, float rating, long timestamp, bool isItemKnown)
    {
        if (!areIdsAllowed)
            return RejectReason.Id;
        if (!(rating >= RatingMin && rating <= RatingMax))
            return RejectReason.Scale;
        if (RatingStep > 0 && !IsMultiple(rating))
            return RejectReason.Step;
        if (timestamp < TimeMin || timestamp > TimeMax)
            return RejectReason.Time;
        return isItemKnown ? RejectReason.None : RejectReason.UnknownItem;
    }

    /// <summary>False for ids below <see cref="MinId"/>.</summary>
    public bool Allows(long id) => id >= MinId;

    /// <summary>False for a text that is empty or blank: a record without the id.</summary>
    public static bool Allows(ReadOnlySpan<byte> id) => id.IndexOfAnyExcept((byte)' ', (byte)'\t') >= 0;

    public bool Knows(long item) => KnownItems is null || KnownItems.Contains(item);

    public bool Knows(ReadOnlySpan<byte> item) => KnownTexts is null || KnownTexts.Find(item) >= 0;

    // The nearest multiple must be the rating once it is rounded to float32 too.
    private bool IsMultiple(float rating) => (float)(Math.Round(rating / RatingStep) * RatingStep) == rating;
}
