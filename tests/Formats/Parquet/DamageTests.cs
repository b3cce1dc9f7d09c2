using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;
using Xunit.Abstractions;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>Small files cut off at every byte and with one byte changed at every position.</summary>
/// <remarks>
/// With page checksums the result is an error or the right rows; without, an error or the right number of rows. The footer has no checksum: where a
/// change in it leaves a schema that makes sense (another name, another meaning of the same numbers), only the number of rows can be right.
/// </remarks>
public sealed class DamageTests(ITestOutputHelper output)
{
    private const long AllowedBytes = 64L << 20;

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
    [MemberData(nameof(Files))]
    public void Read_OneByteInverted_IsAnErrorOrTheRows(string name, bool hasChecksums) => ChangeEveryByte(name, hasChecksums, 0xFF);

    [Theory]
    [Trait("Tier", "All")]
    [MemberData(nameof(MoreFiles))]
    public void Read_OneByteInvertedInALargerFile_IsAnErrorOrTheRows(string name, bool hasChecksums) => ChangeEveryByte(name, hasChecksums, 0xFF);

    [Theory]
    [Trait("Tier", "All")]
    [MemberData(nameof(Files))]
    [MemberData(nameof(MoreFiles))]
    public void Read_OneBitFlipped_IsAnErrorOrTheRows(string name, bool hasChecksums) =>
        ChangeEveryByte(name, hasChecksums, 0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80);

    private void ChangeEveryByte(string name, bool hasChecksums, params byte[] masks)
    {
        byte[] file = Load(name);
        var (schema, rows) = Read(file);
        var (errors, same, others) = (0, 0, 0);
        for (int at = 0; at < file.Length; at++)
        {
            foreach (byte mask in masks)
            {
                file[at] ^= mask;
                if (TryRead(file) is not { } read)
                    errors++;
                else if (read.Rows.SequenceEqual(rows))
                    same++;
                else
                {
                    others++;
                    Assert.True(read.Rows.Count == rows.Count, $"byte {at} ^ {mask:x2}: {read.Rows.Count} rows instead of {rows.Count}");
                    Assert.False(hasChecksums && read.Schema.Equals(schema), $"byte {at} ^ {mask:x2}: other rows although the pages have checksums");
                }
                file[at] ^= mask;
            }
        }
        output.WriteLine($"{file.Length} bytes: {errors} errors, {same} times the rows, {others} times as many other rows");
        Assert.NotEqual(0, errors);
    }

    private static (FieldList Schema, List<string> Rows)? TryRead(byte[] file)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            using var reader = new ParquetReader(new MemoryStream(file), "changed.parquet");
            var batches = reader.Read().ToList();
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, AllowedBytes + file.Length);
            return (reader.Schema, Cells.Rows(batches));
        }
        catch (ParquetFormatException)
        {
            // What is expected of most changes.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, AllowedBytes + file.Length);
            return null;
        }
    }

    private static (FieldList Schema, List<string> Rows) Read(byte[] file)
    {
        using var reader = new ParquetReader(new MemoryStream(file), "whole.parquet");
        return (reader.Schema, Cells.Rows(reader.Read()));
    }

    private static byte[] Load(string name) => name == "written here"
        ? ParquetFiles.Write(new RandomTables(20_240_617).Batch(DamageSchema, 80), new ParquetWriterOptions { RowGroupRows = 50, PageBytes = 300 })
        : GoldenFiles.Bytes(name);

    private static readonly FieldList DamageSchema = FieldList.Of(
        new("user_index", DataType.Int32), new("rating", DataType.Float32, Nullable: true), new("title", DataType.Utf8, Nullable: true),
        new("reasons", DataType.List(DataType.Struct(new Field("item_index", DataType.Int32), new Field("share", DataType.Float32)))));
}
