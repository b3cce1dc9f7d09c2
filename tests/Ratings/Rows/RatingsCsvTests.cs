using System.Text.Json;
using System.Text;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;
using static RecPipeline.Ratings.Tests.Rows.CsvTestFiles;

namespace RecPipeline.Ratings.Tests.Rows;

public class RatingsCsvTests
{
    private const string Header = "userId,movieId,rating,timestamp\n";

    [Fact]
    public void Read_DirtyGoldenFile_HasTheExpectedFaultsByLine()
    {
        using var expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(GoldenFolder, "dirty-expected.json")));
        var lines = expected.RootElement.GetProperty("rejectedLines");
        var rows = Read(File.ReadAllBytes(Path.Combine(GoldenFolder, "dirty-ratings.csv")), CsvLayouts.MovieLens);
        Assert.Equal(expected.RootElement.GetProperty("rowsIn").GetInt32(), rows.Count);
        foreach (var fault in new[] { RowFault.Blank, RowFault.Columns, RowFault.Number })
        {
            var wanted = lines.GetProperty(fault.ToString().ToLowerInvariant()).EnumerateArray().Select(line => line.GetInt64());
            Assert.Equal(wanted, rows.Where(row => row.Fault == fault).Select(row => row.Line));
        }
        Assert.DoesNotContain(rows, row => row.Fault == RowFault.Encoding);
        // Every row that cleaning keeps was read with exactly these values.
        var read = rows.Where(row => row.Fault == RowFault.None).Select(row => (row.User, row.Item, row.Rating, row.Timestamp)).ToHashSet();
        var kept = expected.RootElement.GetProperty("keptRows").EnumerateArray().Select(row => (row[0].GetInt64(), row[1].GetInt64(), row[2].GetSingle(), row[3].GetInt64())).ToArray();
        Assert.Equal(expected.RootElement.GetProperty("kept").GetInt32(), kept.Length);
        Assert.All(kept, row => Assert.Contains(row, read));
        Assert.Equal("11,9,4,1000000003", rows.Single(row => row.Line == 59).Text);
    }

    [Fact]
    public void Read_ByteOrderMarkCrlfAndNoLastLineEnd_AreNotPartOfAnyText()
    {
        var rows = Read("\uFEFFuserId,movieId,rating,timestamp\r\n1,2,3.0,4\r\nx\r\n5,6,0.5,7", CsvLayouts.MovieLens);
        Assert.Equal(
            [new(2, RowFault.None, 1, 2, 3f, 4, "1,2,3.0,4"), new(3, RowFault.Columns, 0, 0, 0, 0, "x"), new Row(4, RowFault.None, 5, 6, .5f, 7, "5,6,0.5,7")],
            rows);
    }

    [Fact]
    public void Read_ByteOrderMarkWithoutHeader_IsNotPartOfTheFirstRow() =>
        Assert.Equal([new Row(1, RowFault.None, 1, 2, 3f, 4, "1::2::3::4")], Read("\uFEFF1::2::3::4\n", CsvLayouts.MovieLens1M));

    [Fact]
    public void Read_InvalidUtf8_IsKeptAsReplacementCharacters()
    {
        var row = Assert.Single(Read([.. Encoding.UTF8.GetBytes(Header), .. "1,\xE9,3,4"u8.ToArray(), 0xFF, (byte)'\r', (byte)'\n'], CsvLayouts.MovieLens));
        Assert.Equal((RowFault.Encoding, "1,\u00E9,3,4\uFFFD"), (row.Fault, row.Text));
    }

    [Fact]
    public void Read_HeaderInAnyOrderWithMoreColumns_FindsColumnsByName()
    {
        var rows = Read("note,\"watch_time\" , timestamp,viewer,video\nhi,12.75,99,7,8\nhi,12,99,7\n", CsvLayouts.YouTube);
        Assert.Equal([new(2, RowFault.None, 7, 8, 12.75f, 99, "hi,12.75,99,7,8"), new Row(3, RowFault.Columns, 0, 0, 0, 0, "hi,12,99,7")], rows);
    }

    [Fact]
    public void Read_LayoutWithoutTimestamp_HasZeroTimestamps()
    {
        var layout = CsvLayouts.Csv("plays", new("u", "i", "n", null), new("i", "t", null));
        Assert.Equal([new Row(2, RowFault.None, 1, 2, 3f, 0, "1,2,3")], Read("u,i,n\n1,2,3\n", layout));
    }

    [Theory]
    [InlineData("movielens-1m", "1::1193::5::978300760\n1:1193:5:978300760\n")]
    [InlineData("movielens-100k", "1\t1193\t5\t978300760\n1 1193 5 978300760\n")]
    public void Read_LayoutsWithoutHeader_StartAtLineOne(string layout, string text)
    {
        var rows = Read(text, CsvLayouts.Named(layout));
        Assert.Equal((1, RowFault.None, 1L, 1193L, 5f, 978300760L), (rows[0].Line, rows[0].Fault, rows[0].User, rows[0].Item, rows[0].Rating, rows[0].Timestamp));
        Assert.Equal((2, RowFault.Columns), (rows[1].Line, rows[1].Fault));
    }

    [Fact]
    public void Read_HeaderOnly_HasNoRows()
    {
        Assert.Empty(Read(Header, CsvLayouts.MovieLens));
        Assert.Empty(Read(Header.TrimEnd(), CsvLayouts.MovieLens));
        Assert.Empty(Read("", CsvLayouts.MovieLens1M));
    }

    [Fact]
    public void Read_HeaderOnlyInFirstTinyChunk_GoesOnWithTheRows() =>
        Assert.Equal([(2, RowFault.Blank), (3, RowFault.None)], Read(Encoding.UTF8.GetBytes(Header + "\n1,2,3,4"), CsvLayouts.MovieLens, 2, 1).Select(row => (row.Line, row.Fault)));

    [Theory]
    [InlineData("", "ratings.csv: looking for a header line, found an empty file. Needed: 'userId', 'movieId', 'rating', 'timestamp'.")]
    [InlineData("user,movieId,rating\n1,2,3\n", "ratings.csv: line 1 names the columns 'user', 'movieId', 'rating', but 'userId', 'timestamp' are needed.")]
    [InlineData("userId,movieId,rating,timestamp,rating\n", "ratings.csv: line 1 names the column 'rating' more than once")]
    [InlineData("1,2,3.0,4\n", "ratings.csv: line 1 names the columns '1', '2', '3.0', '4', but 'userId', 'movieId', 'rating', 'timestamp' are needed.")]
    public void Read_WrongHeader_SaysWhatWasFoundAndNeeded(string text, string message)
    {
        var error = Assert.Throws<CsvFormatException>(() => Read(text, CsvLayouts.MovieLens));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal("ratings.csv", error.File);
    }

    [Fact]
    public void Read_BinaryFile_IsRefusedOrHasOnlyFaults()
    {
        byte[] bytes = new byte[200_000];
        new Random(7).NextBytes(bytes);
        Assert.Throws<CsvFormatException>(() => Read(bytes, CsvLayouts.MovieLens));
        var rows = Read(bytes, CsvLayouts.MovieLens1M);
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.NotEqual(RowFault.None, row.Fault));
        Assert.Equal(Read(bytes, CsvLayouts.MovieLens1M, 2, 64), rows);
    }

    [Fact]
    public void Read_NoLineFeedAtAll_StopsWithAnErrorInsteadOfFillingTheMemory()
    {
        var error = Assert.Throws<CsvFormatException>(() => CsvTestFiles.Rows(RatingsCsv.Read(new ZeroStream(), "zero", CsvLayouts.MovieLens1M, 1)));
        Assert.Equal(
            "zero: reading a record, found 67,108,864 bytes without a line feed; a record has at most 67,108,864 (input.maxLineBytes). This is not a text table; check the path.",
            error.Message);
    }

    [Fact]
    public void Read_Cancelled_Throws() => Assert.ThrowsAny<OperationCanceledException>(() =>
        CsvTestFiles.Rows(RatingsCsv.Read(new MemoryStream(Encoding.UTF8.GetBytes(Header)), "ratings.csv", CsvLayouts.MovieLens, 2, new CancellationToken(canceled: true))));

    [Fact]
    public void Read_ChunksThatAreDisposed_UseFewArrays()
    {
        byte[] file = Encoding.UTF8.GetBytes(Header + string.Concat(Enumerable.Range(1, 20_000).Select(i => $"{i},2,3.5,1000000000\n")));
        var arrays = new HashSet<long[]>(ReferenceEqualityComparer.Instance);
        foreach (var chunk in RatingsCsv.Read(new MemoryStream(file), "ratings.csv", CsvLayouts.MovieLens, 2, 4096, CancellationToken.None))
        {
            arrays.Add(chunk.User);
            chunk.Dispose();
        }
        Assert.InRange(arrays.Count, 1, 4);
    }

    /// <summary>Zeros without end, a few at a time.</summary>
    private sealed class ZeroStream : MemoryStream
    {
        public override int Read(Span<byte> buffer)
        {
            buffer.Clear();
            return buffer.Length;
        }
    }
}
