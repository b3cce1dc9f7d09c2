using CsCheck;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;
using RecPipeline.Tests.Support;
using Xunit.Abstractions;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>Small files cut off at every byte and with one byte changed at every position.</summary>
/// <remarks>
/// Changed ones are read in a process of its own. The footer and the page headers have no checksum:
/// a change in them can leave a file that makes sense.
/// </remarks>
public sealed class DamageTests(ITestOutputHelper output)
{
    public static TheoryData<string, bool> Files => new()
    {
        { "written here", true },
        { "sp35_recs_legacy", true },
        { "hand_long_run", false },
    };

    /// <summary>Larger ones, of which one takes seconds.</summary>
    public static TheoryData<string, bool> MoreFiles => new()
    {
        { "hand_crc", true },
        { "duck_nested", false },
        { "pa_types_v2_zstd", false },
        { "polars_types_snappy", false },
    };

    [Theory]
    [MemberData(nameof(Files))]
    [MemberData(nameof(MoreFiles))]
    public void Read_CutOffAnywhere_IsAnError(string name, bool hasChecksums)
    {
        byte[] file = Load(name);
        output.WriteLine($"{file.Length} bytes, checksums: {hasChecksums}");
        for (int length = 0; length < file.Length; length++)
            Assert.Throws<ParquetFormatException>(() => Read(file[..length]));
    }

    [Theory]
    [Trait("Tier", "All")]
    [InlineData("FF")]
    [InlineData("01")]
    public void Read_OneByteOfAFileThatWeWroteChanged_GivesOtherRowsAlmostNever(string mask)
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("written.parquet");
        File.WriteAllBytes(path, ParquetFiles.Write(Table(rows: 4000)));
        var (refused, same, others, counts) = FormatsHost.Invert(path, mask);
        output.WriteLine($"{refused} refused, {same} the rows, {others} other rows, {counts} another number of rows");
        // The footer and the page headers have no checksum; Catalog finds these by the content hash.
        Assert.InRange(others + counts, 0, (refused + same + others + counts) / 500);
    }

    [Theory]
    [Trait("Tier", "All")]
    [MemberData(nameof(Files))]
    [MemberData(nameof(MoreFiles))]
    public void Read_OneByteChanged_IsNoCrash(string name, bool hasChecksums)
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("changed.parquet");
        File.WriteAllBytes(path, Load(name));
        var (refused, same, others, counts) = FormatsHost.Invert(path, "FF");
        output.WriteLine(
            $"checksums {hasChecksums}: {refused} refused, {same} the rows, {others} other rows, {counts} another number of rows");
        Assert.NotEqual(0, refused);
    }

    private static (FieldList Schema, List<string> Rows) Read(byte[] file)
    {
        using var reader = new ParquetReader(new MemoryStream(file), "whole.parquet");
        return (reader.Schema, Cells.Rows(reader.Read()));
    }

    private static byte[] Load(string name) => name == "written here"
        ? ParquetFiles.Write(Table(rows: 80), new ParquetWriterOptions { RowGroupRows = 50, PageBytes = 300 })
        : GoldenFiles.Bytes(name);

    private static RecordBatch Table(int rows) => RandomTables.Of(RandomTables.Batches(DamageSchema, Gen.Const(rows)), 20_240_617);

    private static readonly FieldList DamageSchema = FieldList.Of(
        new("user_index", DataType.Int32), new("rating", DataType.Float32, Nullable: true), new("title", DataType.Utf8, Nullable: true),
        new("reasons", DataType.List(DataType.Struct(new Field("item_index", DataType.Int32), new Field("share", DataType.Float32)))));
}
