using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;

namespace RecPipeline.Formats.Tests.Parquet;

public sealed class ParquetFolderTests
{
    private static readonly FieldList Partition = FieldList.Of(new("genre", DataType.Utf8, Nullable: true), new("year", DataType.Int32, Nullable: true));

    [Theory]
    [InlineData("sp35_partitioned")]
    [InlineData("sp43_partitioned")]
    [InlineData("pa_partitioned")]
    public void Read_PartitionedFolder_GivesItsRowsWithThePartitionColumns(string name)
    {
        var expected = GoldenFiles.Table(name);
        var batches = ParquetFolder.Read(Path.Combine(GoldenFiles.Folder, name), Partition).ToList();
        Assert.All(batches, batch => Assert.Equal(expected.Columns, batch.Schema.Select(field => $"{field.Name}: {GoldenTable.NameOf(field.Type)}{(field.Nullable ? "?" : "")}")));
        // The corpus orders rows by id, which no folder does.
        Assert.Equal(expected.Rows.Order(StringComparer.Ordinal), Cells.Rows(batches).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_SomeColumns_LeavesTheOthersOut()
    {
        var batches = ParquetFolder.Read(Path.Combine(GoldenFiles.Folder, "sp35_partitioned"), FieldList.Of(Partition[0]), ["v"]);
        Assert.All(batches, batch => Assert.Equal("v: float64?, genre: utf8?", batch.Schema.ToString()));
    }

    [Fact]
    public void Read_NamesThatAreNoNumbers_SaysWhichFile()
    {
        var error = Assert.Throws<ParquetFormatException>(() =>
            ParquetFolder.Read(Path.Combine(GoldenFiles.Folder, "sp35_partitioned"), FieldList.Of(new Field("genre", DataType.Int32, Nullable: true))).Count());
        Assert.Contains("column 'genre': reading a folder's name: found value '#hash'; expected a value of type int32.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PartitionColumnThatIsNotThere_NamesThoseThatAre()
    {
        var error = Assert.Throws<ParquetFormatException>(() =>
            ParquetFolder.Read(Path.Combine(GoldenFiles.Folder, "sp35_partitioned"), FieldList.Of(new Field("month", DataType.Utf8, Nullable: true))).Count());
        Assert.Contains("expected one of 'genre', 'year'", error.Message, StringComparison.Ordinal);
    }
}
