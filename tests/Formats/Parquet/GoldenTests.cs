using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>Files of Spark 3.5 and 4.3, DuckDB, pyarrow, polars and fastparquet, and some built by hand: each gives exactly its rows.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string, string> Files
    {
        get
        {
            var files = new TheoryData<string, string>();
            foreach (string name in GoldenFiles.Names.Where(name => !name.EndsWith("_partitioned", StringComparison.Ordinal)))
                files.Add(name, GoldenFiles.Table(name).Features);
            return files;
        }
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_GoldenFile_GivesItsRows(string name, string features) => AssertRows(name, features);

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_EachColumnAlone_GivesThatColumn(string name, string features)
    {
        Assert.NotEmpty(features);
        using var reader = new ParquetReader(new MemoryStream(GoldenFiles.Bytes(name)), name);
        var whole = reader.Read().ToList();
        foreach (var field in reader.Schema)
        {
            var alone = reader.Read([field.Name]).ToList();
            Assert.All(alone, batch => Assert.Equal(FieldList.Of(field), batch.Schema));
            Assert.Equal(Cells.Rows(whole.Select(batch => new RecordBatch(FieldList.Of(field), batch[field.Name]))), Cells.Rows(alone));
        }
    }

    private static void AssertRows(string name, string features)
    {
        var expected = GoldenFiles.Table(name);
        Assert.Equal(features, expected.Features);
        using var reader = new ParquetReader(new MemoryStream(GoldenFiles.Bytes(name)), name);
        // The corpus calls the tag of a Spark vector int32; in the file it is annotated INT_8.
        Assert.Equal(
            expected.Columns.Select(column => column.Replace("type:int32", "type:int8", StringComparison.Ordinal)),
            reader.Schema.Select(field => $"{field.Name}: {GoldenTable.NameOf(field.Type)}{(field.Nullable ? "?" : "")}"));
        var batches = reader.Read().ToList();
        Assert.Equal(reader.RowGroupCount, batches.Count);
        Assert.Equal(expected.Rows, Cells.Rows(batches));
    }
}
