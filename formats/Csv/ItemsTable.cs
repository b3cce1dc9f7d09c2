namespace RecPipeline.Formats.Csv;

/// <summary>The items of a catalogue in columns, in file order. An id that stands in the file twice stands here twice.</summary>
/// <remarks>Example: <c>11,"American President, The (1995)",Comedy|Drama</c> is Ids 11, Titles "American President, The (1995)", Genres "Comedy|Drama".</remarks>
/// <param name="Ids">Raw item ids; empty where they are texts.</param>
/// <param name="Titles">Titles as given, quotes resolved.</param>
/// <param name="Genres">Genres separated by <c>|</c>, as given; empty when the layout has none.</param>
/// <param name="Lines">Line of each item in the file, from 1.</param>
/// <param name="BadRows">Records that are no item.</param>
public sealed record ItemsTable(long[] Ids, string[] Titles, string[] Genres, long[] Lines, IReadOnlyList<BadRow> BadRows)
{
    public int Count => Titles.Length;

    /// <summary>Raw item ids where they are texts, else empty.</summary>
    public string[] TextIds { get; init; } = [];
}

/// <summary>A record that could not be read: where it stands, why, and its text (invalid bytes as U+FFFD).</summary>
public sealed record BadRow(string File, long Line, RowFault Fault, string Text);
