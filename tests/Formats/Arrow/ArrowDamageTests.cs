using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Tests.Arrow.Support;

namespace RecPipeline.Formats.Tests.Arrow;

/// <summary>Small streams cut at every byte, and, in a process of its own, with one byte changed at every place: an error or the right number of rows, never a crash.</summary>
/// <remarks>
/// One thing the format cannot show: a changed length that makes the reader meet four zero bytes, which end a stream. Bytes are then left
/// over, and <see cref="ArrowStreamReader.Position"/> says so.
/// </remarks>
public sealed class ArrowDamageTests
{
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
    [Trait("Tier", "All")]
    [MemberData(nameof(Streams))]
    public void Stream_with_one_changed_byte_gives_an_error_or_as_many_rows(string name)
    {
        var (refused, _, _, counts) = FormatsHost.Invert(Path.Combine(ArrowGolden.Folder, name + ".arrows"), "FF", "01", "80");
        Assert.Equal(0, counts);
        Assert.NotEqual(0, refused);
    }

    /// <summary>Every row as text, so that every value is touched; null when the stream is refused.</summary>
    private static (string[] Rows, long Position)? TryRead(byte[] bytes)
    {
        try
        {
            var content = ArrowStreams.Read(bytes);
            return ([.. RowText.Of(content.Batches)], content.Position);
        }
        catch (ArrowFormatException)
        {
            // The expected outcome; anything else that is thrown fails the test.
            return null;
        }
    }
}
