using RecPipeline.Ratings.Csv;

namespace RecPipeline.Ratings.Descriptions;

/// <summary>Where a record keeps what a <see cref="DescriptionForm"/> asks for.</summary>
/// <param name="Names">All columns of the file, in order.</param>
/// <param name="Id">Position of the raw id.</param>
/// <param name="Texts">Names of the texts that are read, the flags' own name last where there are flags.</param>
/// <param name="TextAt">Per field the place of its text in <paramref name="Texts"/>, or −1.</param>
/// <param name="IsFlag">Per field: a 1 in it means that the column's name applies.</param>
internal sealed record DescriptionColumns(IReadOnlyList<string> Names, int Id, string[] Texts, int[] TextAt, bool[] IsFlag)
{
    public int FieldCount => Names.Count;

    /// <summary>Finds the form's columns by name.</summary>
    /// <exception cref="CsvFormatException">A column is missing or named twice.</exception>
    public static DescriptionColumns Resolve(DescriptionForm form, IReadOnlyList<string> columns, string file)
    {
        string[] texts = [.. form.Texts.Concat(form.Optional.Where(columns.Contains)).Distinct()];
        CsvHeader.Require(file, columns, [.. form.Needed.Concat(texts).Distinct()]);
        return new DescriptionColumns(
            columns, CsvHeader.Find(columns, form.Id), form.Flags.Count == 0 ? texts : [.. texts, form.FlagsName],
            [.. columns.Select(column => Array.IndexOf(texts, column))], [.. columns.Select(form.Flags.Contains)]);
    }
}
