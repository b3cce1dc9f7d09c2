using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Ratings.Descriptions;

/// <summary>What to read of a file that describes items or users, one a line: an id and some of the columns, as texts.</summary>
/// <example>Id <c>movieId</c>, texts <c>title</c>, flags <c>Action, Comedy</c> under the name <c>genres</c>.</example>
/// <param name="Table">Format, and the columns where the file has no header.</param>
/// <param name="IdType">Whole numbers or texts.</param>
/// <param name="Id">Column of the raw id.</param>
/// <param name="Texts">Further columns to read, which must be there.</param>
public sealed record DescriptionForm(CsvTable Table, IdType IdType, string Id, params IReadOnlyList<string> Texts)
{
    /// <summary>Columns to read where they are there.</summary>
    public IReadOnlyList<string> Optional { get; init; } = [];

    /// <summary>Columns that hold 1 where their name applies; the names come together under <see cref="FlagsName"/>,
    /// with <c>|</c> between them.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    public string FlagsName { get; init; } = "flags";

    /// <summary>A longer record means that the file is no text.</summary>
    public int MaxRecordBytes { get; init; } = RecordText.MaxBytes;

    /// <summary>What the ids are of in messages: item or user.</summary>
    public string Role { get; init; } = "item";

    internal IReadOnlyList<string> Needed => [Id, .. Texts, .. Flags];
}
