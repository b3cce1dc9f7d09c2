namespace RecPipeline.Ratings.Descriptions;

/// <summary>The items of a catalogue in columns, in file order.</summary>
/// <remarks>Example: <c>11,"American President, The (1995)",Comedy|Drama</c> is Ids 11, Titles "American President, The (1995)",
/// Genres "Comedy|Drama".</remarks>
/// <param name="Rows">All that was read.</param>
/// <param name="Titles">Titles as given, quotes resolved; all empty when the layout has none.</param>
/// <param name="Genres">Genres separated by <c>|</c>, as given; empty when the layout has none.</param>
public sealed record ItemsTable(DescriptionsTable Rows, string[] Titles, string[] Genres)
{
    public int Count => Rows.Count;

    /// <summary>False where the layout has no titles.</summary>
    public bool HasTitles { get; init; } = true;

    /// <summary>Raw item ids; empty where they are texts.</summary>
    public long[] Ids => Rows.Ids;

    /// <summary>Raw item ids where they are texts, else empty.</summary>
    public string[] TextIds => Rows.TextIds;

    /// <summary>Line of each item in the file, from 1.</summary>
    public long[] Lines => Rows.Lines;

    /// <summary>Records that are no item.</summary>
    public IReadOnlyList<BadRow> BadRows => Rows.BadRows;
}
