using System.Text.Json;
using RecPipeline.Formats.Parquet;

namespace RecPipeline.Formats.Tests.Parquet;

public sealed class ParquetFolderTests
{
    [Theory]
    [InlineData("sp35_partitioned")]
    [InlineData("sp43_partitioned")]
    [InlineData("pa_partitioned")]
    public void Read_FoldersInAFolder_GivesTheRowsOfAllTheirFiles(string name)
    {
        var expected = GoldenFiles.Table(name);
        var batches = ParquetFolder.Read(Path.Combine(GoldenFiles.Folder, name)).ToList();
        int count = batches[0].Schema.Count;
        var columns = batches[0].Schema.Select(field => $"{field.Name}: {GoldenTable.NameOf(field.Type)}{(field.Nullable ? "?" : "")}");
        Assert.Equal(expected.Columns.Take(count), columns);
        // The corpus orders rows by id, which no folder does; the columns that folders name come last.
        Assert.Equal(expected.Rows.Select(row => First(row, count)).Order(StringComparer.Ordinal), Cells.Rows(batches).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_SomeColumns_LeavesTheOthersOut()
    {
        var batches = ParquetFolder.Read(Path.Combine(GoldenFiles.Folder, "sp35_partitioned"), ["v"]).ToList();
        Assert.NotEmpty(batches);
        Assert.All(batches, batch => Assert.Equal("v: float64?", batch.Schema.ToString()));
    }

    [Fact]
    public void Read_ColumnThatIsNotThere_NamesThoseThatAre()
    {
        var error = Assert.Throws<ParquetFormatException>(() => ParquetFolder.Read(Path.Combine(GoldenFiles.Folder, "sp35_partitioned"), ["month"]).Count());
        Assert.Contains("column 'month': choosing columns: found no such column; expected one of 'id', 'v'", error.Message, StringComparison.Ordinal);
    }

    private static string First(string row, int count)
    {
        using var cells = JsonDocument.Parse(row);
        return $"[{string.Join(",", cells.RootElement.EnumerateArray().Take(count).Select(cell => cell.GetRawText()))}]";
    }
}
