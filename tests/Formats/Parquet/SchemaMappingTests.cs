using ParquetSharp;
using RecPipeline.Formats.Parquet;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>Columns of types that are not ours: refused by name, while the others can be read.</summary>
public sealed class SchemaMappingTests
{
    [Fact]
    public void Read_UnsupportedColumn_LeavesTheOthersReadable()
    {
        using var stream = new MemoryStream();
        using (var writer = new ParquetFileWriter(stream, [new Column<TimeSpan>("day"), new Column<int>("id"), new Column<Guid>("key")], leaveOpen: true))
        {
            using var group = writer.AppendRowGroup();
            using (var days = group.NextColumn().LogicalWriter<TimeSpan>())
                days.WriteBatch([TimeSpan.FromHours(1), TimeSpan.FromHours(2)]);
            using (var ids = group.NextColumn().LogicalWriter<int>())
                ids.WriteBatch([3, 4]);
            using (var keys = group.NextColumn().LogicalWriter<Guid>())
                keys.WriteBatch([Guid.Empty, Guid.Empty]);
            writer.Close();
        }
        using var reader = new ParquetReader(stream, "time.parquet");
        Assert.Equal("id: int32", reader.Schema.ToString());
        Assert.Equal(["[3]", "[4]"], Cells.Rows(reader.Read(["id"])));
        var day = Assert.Throws<ParquetFormatException>(() => reader.Read());
        Assert.Equal("day", day.Column);
        Assert.Contains("column 'day': reading the schema: found type TIME (INT64)", day.Message, StringComparison.Ordinal);
        var key = Assert.Throws<ParquetFormatException>(() => reader.Read(["key"]));
        Assert.Equal("key", key.Column);
        Assert.Contains("found type UUID (FIXED_LEN_BYTE_ARRAY)", key.Message, StringComparison.Ordinal);
    }
}
