namespace RecPipeline.Formats.Csv;

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

    /// <summary>Columns that hold 1 where their name applies; the names come together under <see cref="FlagsName"/>, with <c>|</c> between them.</summary>
    public IReadOnlyList<string> Flags { get; init; } = [];

    public string FlagsName { get; init; } = "flags";

    /// <summary>See <see cref="CsvLayout.MaxRecordBytes"/>.</summary>
    public int MaxRecordBytes { get; init; } = RecordBlocks.MaxRecordBytes;

    internal IReadOnlyList<string> Needed => [Id, .. Texts, .. Flags];
}
