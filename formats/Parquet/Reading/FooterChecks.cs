using RecPipeline.Formats.Parquet.Metadata;
using RecPipeline.Formats.Parquet.Schemas;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>Checks what a footer says against itself; what it says about bytes is checked where they are read.</summary>
internal static class FooterChecks
{
    private const string Doing = "reading the footer";

    public static void Check(FileMetadata file, IReadOnlyList<SchemaNode> leaves, Place place)
    {
        for (int i = 0; i < file.RowGroups.Count; i++)
        {
            if (file.RowGroups[i].Columns.Count != leaves.Count)
                throw ParquetThrow.Damaged(place with { RowGroup = i }, Doing, $"{file.RowGroups[i].Columns.Count} column chunks", $"{leaves.Count} as the schema says");
        }
        Int128 rows = 0;
        foreach (var group in file.RowGroups)
            rows += group.RowCount;
        if (rows != file.RowCount)
            throw ParquetThrow.Damaged(place, Doing, $"row groups of {rows:N0} rows together", $"{file.RowCount:N0} as the file declares");
    }
}
