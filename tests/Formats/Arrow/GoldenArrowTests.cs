using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Tests.Arrow.Support;
using Xunit.Abstractions;

namespace RecPipeline.Formats.Tests.Arrow;

/// <summary>Streams of other writers, good and damaged: one case per file.</summary>
public sealed class GoldenArrowTests(ITestOutputHelper output)
{
    /// <summary>Read although the README allows to decline them: none. Declined, each with the words of the message.</summary>
    private static readonly Dictionary<string, string> Declined = new()
    {
        ["compressed_lz4"] = "compressed with codec LZ4_FRAME",
        ["compressed_zstd"] = "compressed with codec ZSTD",
        ["dictionary"] = "dictionary encoding",
        ["fixed_size_list"] = "type FixedSizeList",
        ["string_view"] = "type StringView",
    };

    public static TheoryData<string> Read => new(ArrowGolden.GoodNames.Where(name => !Declined.ContainsKey(name)));

    public static TheoryData<string> Refused => new(Declined.Keys);

    public static TheoryData<string, string, string> Damaged
    {
        get
        {
            var cases = new TheoryData<string, string, string>();
            foreach (var (name, what, must) in ArrowGolden.Damaged)
                cases.Add(name, what, must);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Read))]
    public void Good_stream_gives_the_expected_schema_and_rows(string name)
    {
        byte[] bytes = ArrowGolden.Bytes(name);
        AssertExpected(name, ArrowStreams.Read(bytes));
        AssertExpected(name, ArrowStreams.Read(new MemoryStream(bytes)));
        AssertExpected(name, ArrowStreams.Read(new DribblingStream(bytes)));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Stream_with_a_feature_that_is_not_read_is_refused_by_its_name(string name)
    {
        Assert.True(ArrowGolden.Expected(name).TryGetProperty("may_decline", out _), "the corpus allows no refusal");
        var error = Assert.Throws<ArrowFormatException>(() => ArrowStreams.Read(ArrowGolden.Bytes(name), name));
        output.WriteLine(error.Message);
        Assert.True(error.IsUnsupported);
        Assert.Contains(Declined[name], error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Damaged))]
    public void Damaged_stream_gives_an_error_that_says_where(string name, string what, string must)
    {
        byte[] bytes = ArrowGolden.Bytes(name);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<ArrowFormatException>(() => ArrowStreams.Read(new DribblingStream(bytes), name));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
        output.WriteLine($"{what} ({must}): {error.Message}");
        Assert.StartsWith($"{name} message {error.MessageNumber} at offset {error.Offset:N0}: reading ", error.Message, StringComparison.Ordinal);
        Assert.Equal(error.Message, Assert.Throws<ArrowFormatException>(() => ArrowStreams.Read(bytes, name)).Message);
        Assert.False(string.IsNullOrEmpty(error.Found) || string.IsNullOrEmpty(error.Expected));
    }

    [Fact]
    public void Reading_stops_at_the_end_marker()
    {
        var stream = new MemoryStream(ArrowGolden.Bytes("trailing_bytes"));
        long end = ArrowStreams.Read(stream).Position;
        Assert.Equal(ArrowGolden.Bytes("types").Length, end);
        Assert.Equal(end, stream.Position);
        Assert.True(end < stream.Length);
    }

    private static void AssertExpected(string name, ArrowContent content)
    {
        var expected = ArrowGolden.Expected(name);
        Assert.Equal(expected.GetProperty("batches").EnumerateArray().Select(rows => rows.GetInt32()), content.Batches.Select(batch => batch.RowCount));
        GoldenContent.AssertHolds(expected, content);
    }
}
