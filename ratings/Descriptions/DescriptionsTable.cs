using RecPipeline.Ratings.Rows;

using System.Globalization;

namespace RecPipeline.Ratings.Descriptions;

/// <summary>What a file says about items or users, in columns and in file order.
/// An id that stands in the file twice stands here twice.</summary>
/// <remarks>Example: <c>11,"American President, The (1995)"</c> with the text <c>title</c> is Ids 11, Texts {title:
/// ["American President, The (1995)"]}.</remarks>
/// <param name="Ids">Raw ids; empty where they are texts.</param>
/// <param name="TextIds">Raw ids where they are texts, without blanks around them; else empty.</param>
/// <param name="Texts">Columns by name, as given, quotes resolved; a column of the form that is optional and not there is absent.</param>
/// <param name="Lines">Line of each row in the file, from 1.</param>
/// <param name="BadRows">Records that could not be read.</param>
public sealed record DescriptionsTable(
    long[] Ids, string[] TextIds, IReadOnlyDictionary<string, string[]> Texts, long[] Lines, IReadOnlyList<BadRow> BadRows)
{
    public int Count => Lines.Length;

    /// <summary>Records in the file, the header not.</summary>
    public long RowsRead => Count + BadRows.Count;

    /// <summary>Names of all columns of the file.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Lines that were read as latin-1 because they are no UTF-8, where the format allows for it.</summary>
    public IReadOnlyList<long> Latin1Lines { get; init; } = [];

    /// <summary>A raw id in words.</summary>
    public string IdText(int row) => TextIds.Length > 0 ? TextIds[row] : Ids[row].ToString(CultureInfo.InvariantCulture);
}

/// <summary>A record that could not be read: where it stands, why, and its text (invalid bytes as U+FFFD).</summary>
public sealed record BadRow(string File, long Line, RowFault Fault, string Text)
{
    /// <summary>The fault in words: the field, what stands in it and what was wanted; empty where the fault says it all.</summary>
    public string Why { get; init; } = "";
}
