using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Tests.Arrow.Support;

namespace RecPipeline.Formats.Tests.Arrow;

/// <summary>Small streams cut at every byte, and with one byte changed at every place: an error or the right number of rows, never a crash.</summary>
/// <remarks>
/// One thing the format cannot show: a changed length that makes the reader meet four zero bytes, which end a stream. Bytes are then left
/// over, and <see cref="ArrowStreamReader.Position"/> says so.
/// </remarks>
public sealed class ArrowDamageTests
{
    private const long AllowedBytes = 64L << 20;

    public static TheoryData<string> Streams => new("struct_one_field", "null_type", "ints_small", "types", "nested", "recs", "large_types", "decimals", "spark/map-input");

    [Theory]
    [MemberData(nameof(Streams))]
    public void Stream_cut_anywhere_gives_an_error_or_the_first_batches(string name)
    {
        byte[] bytes = ArrowGolden.Bytes(name);
        string[] rows = [.. RowText.Of(ArrowStreams.Read(bytes).Batches)];
        int errors = 0;
        for (int length = 0; length < bytes.Length; length++)
        {
            if (TryRead(bytes[..length]) is { } read)
                Assert.Equal(rows.Take(read.Rows.Length), read.Rows);
            else
                errors++;
        }
        // Only a cut at the end of a message goes unseen: after the schema, after each batch, and inside the end marker none.
        Assert.InRange(bytes.Length - errors, 1, 4);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Stream_with_one_inverted_byte_gives_an_error_or_as_many_rows(string name) => ReadWithChanges(name, 0xFF);

    [Theory]
    [Trait("Tier", "All")]
    [MemberData(nameof(Streams))]
    public void Stream_with_one_changed_bit_gives_an_error_or_as_many_rows(string name) =>
        ReadWithChanges(name, 0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80);

    private static void ReadWithChanges(string name, params byte[] masks)
    {
        byte[] bytes = ArrowGolden.Bytes(name);
        int rows = RowText.Of(ArrowStreams.Read(bytes).Batches).Count();
        for (int at = 0; at < bytes.Length; at++)
        {
            foreach (byte mask in masks)
            {
                byte[] damaged = [.. bytes];
                damaged[at] ^= mask;
                if (TryRead(damaged) is { } read)
                    Assert.True(read.Rows.Length == rows || read.Position < bytes.Length, $"byte {at} ^ {mask:x2}: {read.Rows.Length} rows instead of {rows}");
            }
        }
    }

    [Fact]
    public void Random_bytes_in_place_of_metadata_give_errors()
    {
        var random = new Random(20_261_201);
        byte[] bytes = ArrowGolden.Bytes("nested");
        for (int round = 0; round < 5_000; round++)
        {
            byte[] damaged = [.. bytes];
            for (int changes = random.Next(1, 6); changes > 0; changes--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            TryRead(damaged);
        }
    }

    /// <summary>Every row as text, so that every value is touched; null when the stream is refused.</summary>
    private static (string[] Rows, long Position)? TryRead(byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var content = ArrowStreams.Read(bytes);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, AllowedBytes);
            return ([.. RowText.Of(content.Batches)], content.Position);
        }
        catch (ArrowFormatException)
        {
            // The expected outcome; anything else that is thrown fails the test.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, AllowedBytes);
            return null;
        }
    }
}
