using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Ratings.Layouts;

/// <summary>What a time says.</summary>
public enum TimeUnit : byte
{
    /// <summary>Seconds since 1970.</summary>
    Seconds,

    Milliseconds,

    Microseconds,

    /// <summary>An ISO 8601 date or date-time (<see cref="IsoTime"/>).</summary>
    Iso,
}

/// <summary>What the fields of a ratings row may say. A form of its own per data set, never guessed.</summary>
/// <example>German exports: Decimal ','; event logs: TimeUnit Milliseconds, EventWeights view 1, purchase 5.</example>
public sealed record RatingForms
{
    /// <summary>Decimal points and seconds.</summary>
    public static readonly RatingForms Plain = new();

    /// <summary>What a time is counted in; kept as whole seconds, rounded down.</summary>
    public TimeUnit TimeUnit { get; init; }

    /// <summary>What stands before the decimals: <c>.</c> or <c>,</c>.</summary>
    public char Decimal { get; init; } = '.';

    /// <summary>
    /// What an empty field may also say. A rating equal to one of them, as text or as number, is <see cref="RowFault.NullRating"/>.
    /// A marker that is no number, such as <c>\N</c>, also stands for a missing time
    /// (<see cref="RowFault.NullTimestamp"/>) or id (a fault).
    /// </summary>
    public IReadOnlyList<string> NullValues { get; init; } = [];

    /// <summary>The rating column holds names of events; these count so much, and rows of other events are <see cref="RowFault.Event"/>.
    /// Null for numbers.</summary>
    public IReadOnlyDictionary<string, float>? EventWeights { get; init; }
}
