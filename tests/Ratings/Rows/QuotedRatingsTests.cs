using System.Text;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;
using static RecPipeline.Ratings.Tests.Rows.CsvTestFiles;

namespace RecPipeline.Ratings.Tests.Rows;

/// <summary>Quotes in ratings files: line feeds inside, strays, and quotes that mean nothing.</summary>
public class QuotedRatingsTests
{
    private const string Header = "userId,movieId,rating,timestamp\n";

    private static readonly CsvLayout Plain = CsvLayouts.MovieLens1M with
    {
        Ratings = CsvLayouts.MovieLens1M.Ratings with { Format = CsvFormat.Of(",", hasHeader: false, quotes: true) },
    };

    [Fact]
    public void Read_ByteOrderMarkBeforeAQuoteInTinyChunks_IsNotPartOfTheField() => Assert.Equal(
        [(1, RowFault.Number, "\"1\n\",2,3,4"), (3, RowFault.None, "5,6,7,8")],
        Read(Encoding.UTF8.GetBytes("\uFEFF\"1\n\",2,3,4\n5,6,7,8\n"), Plain, 1, 1).Select(row => (row.Line, row.Fault, row.Text)));

    [Fact]
    public void Read_LineFeedsInACommentColumn_LoseNoRecord()
    {
        // quoted.csv: 840 ratings as its README says, those with "two" go on in the next line.
        byte[] file = File.ReadAllBytes(Path.Combine(GoldenFolder, "..", "cases", "21-newline-in-extra-column", "quoted.csv"));
        var rows = Read(file, CsvLayouts.MovieLens);
        Assert.Equal((840, 0), (rows.Count, rows.Count(row => row.Fault != RowFault.None)));
        Assert.Contains(rows, row => row.Text.Contains('\n', StringComparison.Ordinal));
        string[] lines = Encoding.UTF8.GetString(file).Split('\n');
        Assert.All(rows, row => Assert.StartsWith(lines[row.Line - 1], row.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_QuotedLineFeed_BelongsToTheFieldAndItsLinesCount()
    {
        var rows = Read("userId,movieId,rating,timestamp,\"a\nnote\"\n1,2,3,4,\"two\n9,9,5,9,lines\"\r\nx,2,3,4,\"\n\"\n5,6,7,8,z\n", CsvLayouts.MovieLens);
        Assert.Equal(
            [
                new(3, RowFault.None, 1, 2, 3f, 4, "1,2,3,4,\"two\n9,9,5,9,lines\""), new(5, RowFault.Number, 0, 0, 0, 0, "x,2,3,4,\"\n\""),
                new Row(7, RowFault.None, 5, 6, 7f, 8, "5,6,7,8,z"),
            ],
            rows);
    }

    [Theory]
    [InlineData("1,2,3,\"4\n5,6,3.0,7\n", "1,2,3,\"4\n5,6,3.0,7")]
    [InlineData("\"1\n5,6,3.0,7\n\"x,2,3,4\n", "\"1\n5,6,3.0,7\n\"x,2,3,4")]
    public void Read_StrayQuote_IsOneFaultAndNeverARow(string text, string record) =>
        Assert.Equal([new Row(2, RowFault.Columns, 0, 0, 0, 0, record)], Read(Header + text, CsvLayouts.MovieLens));

    [Fact]
    public void Read_QuoteInsideAnUnquotedField_MeansNothing() => Assert.Equal(
        [(2, RowFault.Number), (3, RowFault.None)], Read(Header + "1\",2,3,4\n5,6,3.0,7\n", CsvLayouts.MovieLens).Select(row => (row.Line, row.Fault)));

    [Fact]
    public void Read_FormatWithoutQuotes_EndsEveryRecordAtTheLineFeed() => Assert.Equal(
        [(1, RowFault.Number), (2, RowFault.None)], Read("1::2::3::\"4\n5::6::3.0::7\n", CsvLayouts.MovieLens1M).Select(row => (row.Line, row.Fault)));

    [Theory]
    [InlineData(1, 1 << 20)]
    [InlineData(2, 100)]
    public void Read_QuoteOpenBeyondTheLongestRecord_SaysWhereItOpened(int threads, int chunkBytes)
    {
        string rows = string.Concat(Enumerable.Repeat("5,6,3.0,1000000000\n", 1000));
        byte[] start = Encoding.UTF8.GetBytes(Header + "1,2,3,4\n1,2,\"3\n\",4\n1,2,3,\"4"), many = Encoding.UTF8.GetBytes(rows);
        byte[] file = [.. start, .. Enumerable.Repeat(many, ((1 << 20) / many.Length) + 1).SelectMany(each => each)];
        var error = Assert.Throws<CsvFormatException>(() => Read(file, CsvLayouts.MovieLens with { MaxRecordBytes = 1 << 20 }, threads, chunkBytes));
        Assert.Equal(
            "ratings.csv: line 5 opens a quote that is not closed within 1,048,576 bytes (input.maxLineBytes), which is the most that a record has. "
            + "Close it, or set input.table.quotes=false (--layout table) where quotes are part of the texts.",
            error.Message);
    }
}
