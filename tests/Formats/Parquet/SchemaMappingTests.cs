using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;
using RecPipeline.Formats.Parquet.Metadata;
using RecPipeline.Formats.Parquet.Schemas;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>Which types of other writers become ours, and which are refused by name.</summary>
public sealed class SchemaMappingTests
{
    private static readonly Place Place = new("other.parquet");

    public static TheoryData<string> Refused => new("Time", "Uuid", "Float16", "Interval", "Bson", "Variant", "Geometry", "Unknown");

    [Theory]
    [MemberData(nameof(Refused))]
    public void Map_TypeThatIsNotOurs_IsRefusedByName(string annotation)
    {
        var leaf = new SchemaElement("c") { Type = PhysicalType.FixedLenByteArray, TypeLength = 12, Annotation = Enum.Parse<Annotation>(annotation) };
        var error = Assert.Throws<ParquetFormatException>(() => Map(leaf));
        Assert.StartsWith($"other.parquet column 'c': reading the schema: found type {annotation.ToUpperInvariant()} (FIXED_LEN_BYTE_ARRAY); expected ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_MapColumn_IsRefusedByName()
    {
        var error = Assert.Throws<ParquetFormatException>(() => Map(
            new SchemaElement("m") { ChildCount = 1, Annotation = Annotation.Map },
            new SchemaElement("key_value") { ChildCount = 2, Repetition = Repetition.Repeated },
            new SchemaElement("key") { Type = PhysicalType.Int32 },
            new SchemaElement("value") { Type = PhysicalType.Int32 }));
        Assert.Contains("found type MAP (group)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_RepeatedColumnWithoutAListGroup_IsAListOfRequiredElements() =>
        Assert.Equal("c: list<int32>", Map(new SchemaElement("c") { Type = PhysicalType.Int32, Repetition = Repetition.Repeated }));

    [Theory]
    [InlineData("array", "c: list<struct<x: int32>>")]
    [InlineData("c_tuple", "c: list<struct<x: int32>>")]
    [InlineData("list", "c: list<int32>")]
    public void Map_RepeatedGroupOfOneMember_IsTheElementOnlyByTheNamesOfTheSpecification(string name, string expected) =>
        Assert.Equal(expected, Map(
            new SchemaElement("c") { ChildCount = 1, Annotation = Annotation.List },
            new SchemaElement(name) { ChildCount = 1, Repetition = Repetition.Repeated },
            new SchemaElement("x") { Type = PhysicalType.Int32 }));

    [Fact]
    public void Read_UnsupportedColumn_LeavesTheOthersReadable()
    {
        byte[] changed = ParquetFiles.Write(new RecordBatch(
            FieldList.Of(new("day", DataType.Date32), new("id", DataType.Int32)),
            new Column<int>(DataType.Date32, new[] { 1, 2 }),
            new Column<int>(DataType.Int32, new[] { 3, 4 })));
        // Converted type DATE (6) and logical type DATE (6) become TIME_MILLIS (7) and TIME (7).
        int at = changed.AsSpan().IndexOf("day"u8) + 3;
        Assert.Equal([0x25, 0x0C, 0x4C, 0x6C], changed[at..(at + 4)]);
        (changed[at + 1], changed[at + 3]) = (0x0E, 0x7C);
        using var reader = new ParquetReader(new MemoryStream(changed), "time.parquet");
        Assert.Equal("id: int32", reader.Schema.ToString());
        Assert.Contains("found type TIME (INT32)", reader.UnsupportedColumns["day"], StringComparison.Ordinal);
        Assert.Equal(["[3]", "[4]"], Cells.Rows(reader.Read(["id"])));
        Assert.Equal("day", Assert.Throws<ParquetFormatException>(() => reader.Read()).Column);
        Assert.Equal("day", Assert.Throws<ParquetFormatException>(() => reader.Read(["day"])).Column);
    }

    private static string Map(params SchemaElement[] column)
    {
        var (columns, _) = SchemaTree.Build([new SchemaElement("root") { ChildCount = 1 }, .. column], Place);
        return SchemaMapping.Map(columns[0], Place).Field.ToString();
    }
}
