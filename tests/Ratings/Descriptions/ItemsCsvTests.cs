using System.Text;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Descriptions;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;
using RecPipeline.Ratings.Tests.Rows;

namespace RecPipeline.Ratings.Tests.Descriptions;

public class ItemsCsvTests
{
    [Fact]
    public void Read_GoldenMovies_AreThirtyDramas()
    {
        var items = ItemsCsv.Read(File.OpenRead(Path.Combine(CsvTestFiles.GoldenFolder, "dirty-movies.csv")), "dirty-movies.csv", CsvLayouts.MovieLens);
        Assert.Equal(Enumerable.Range(1, 30).Select(i => (long)i), items.Ids);
        Assert.Equal(Enumerable.Range(1, 30).Select(i => $"Film {i} (2000)"), items.Titles);
        Assert.Equal(Enumerable.Range(2, 30).Select(i => (long)i), items.Lines);
        Assert.All(items.Genres, genres => Assert.Equal("Drama", genres));
        Assert.Empty(items.BadRows);
    }

    [Fact]
    public void Read_ShippedMovies_HaveTheirQuotedTitles()
    {
        // data/ml-latest-small/movies.csv: 9,743 lines by `wc -l`, one of them the header; line 12 is the one quoted here.
        string path = Path.Combine(CsvTestFiles.GoldenFolder, "..", "..", "..", "data", "ml-latest-small", "movies.csv");
        var items = ItemsCsv.Read(File.OpenRead(path), "movies.csv", CsvLayouts.MovieLens);
        Assert.Equal((9742, 0), (items.Count, items.BadRows.Count));
        int at = Array.IndexOf(items.Ids, 11);
        Assert.Equal(("American President, The (1995)", "Comedy|Drama|Romance", 12L), (items.Titles[at], items.Genres[at], items.Lines[at]));
    }

    [Fact]
    public void Read_DirtyRecords_AreKeptWithLineReasonAndText()
    {
        byte[] text =
        [
            .. "\uFEFFmovieId,title,genres\r\n1,\"Say \"\"Hi\"\", you\",A|B\r\n\n x,T,G\n2,T\n3,\"two\r\nlines\",G\n"u8, .. "4,\xE9,\n5,"u8, 0xFF, .. ",G\n 6 ,\"\",G\n7,\"open,G\n8,T,G\n"u8,
        ];
        var items = Read(text, CsvLayouts.MovieLens);
        Assert.Equal([1, 3, 4, 6], items.Ids);
        Assert.Equal(["Say \"Hi\", you", "two\r\nlines", "é", ""], items.Titles);
        Assert.Equal(["A|B", "G", "", "G"], items.Genres);
        Assert.Equal([2L, 6L, 8L, 10L], items.Lines);
        Assert.Equal(
            [
                new("items", 3, RowFault.Blank, ""),
                new("items", 4, RowFault.Number, " x,T,G") { Why = "item ' x' (column 'movieId') is no whole number (if the ids of this file are texts, set clean.idType.item=string)" },
                new("items", 5, RowFault.Columns, "2,T") { Why = "2 fields where 3 are wanted" },
                new("items", 9, RowFault.Encoding, "5,\uFFFD,G") { Why = "title is '\\ufffd' with bytes that are no UTF-8" },
                new BadRow("items", 11, RowFault.Columns, "7,\"open,G\n8,T,G") { Why = "the quote that opens field 2 is never closed" },
            ],
            items.BadRows);
    }

    [Fact]
    public void Read_LineFeedsInTitles_BelongToThem()
    {
        string file = Path.Combine(CsvTestFiles.GoldenFolder, "..", "cases", "44-newline-in-title", "movies.csv");
        var items = ItemsCsv.Read(File.OpenRead(file), "movies.csv", CsvLayouts.MovieLens);
        Assert.Equal((40, 0), (items.Count, items.BadRows.Count));
        Assert.Equal(("Film 7\nthe sequel (1987)", 8L, 10L), (items.Titles[6], items.Lines[6], items.Lines[7]));
    }

    [Theory]
    [InlineData("movielens-1m")]
    [InlineData("movielens-10m")]
    public void Read_DoubleColons_AreUtf8AndLatin1WhereTheyAreNoUtf8(string layout)
    {
        byte[] text = [.. Encoding.Latin1.GetBytes("73::Misérables, Les (1995)::Drama|Musical\n"), .. "1::Amélie (2001)::Comedy\n"u8];
        var items = Read(text, CsvLayouts.Named(layout));
        Assert.Equal((73L, "Misérables, Les (1995)", "Drama|Musical"), (items.Ids[0], items.Titles[0], items.Genres[0]));
        Assert.Equal((1L, "Amélie (2001)", "Comedy"), (items.Ids[1], items.Titles[1], items.Genres[1]));
    }

    [Fact]
    public void Read_MovieLens100K_TurnsFlagsIntoGenres()
    {
        // u.item: id | title | release date | video release date | URL | 19 flags, from `unknown` to `Western`.
        const string line = "1|Toy Story (1995)|01-Jan-1995||http://us.imdb.com/M/title-exact?Toy%20Story%20(1995)|0|0|0|1|1|1|0|0|0|0|0|0|0|0|0|0|0|0|0\n";
        var items = Read(Encoding.Latin1.GetBytes(line), CsvLayouts.MovieLens100K);
        Assert.Equal((1L, "Toy Story (1995)", "Animation|Children's|Comedy"), (items.Ids[0], items.Titles[0], items.Genres[0]));
    }

    [Fact]
    public void Read_WrongHeaderOrEmptyFile_SaysWhatIsNeeded()
    {
        var missing = Assert.Throws<CsvFormatException>(() => Read("movieId,name\n"u8.ToArray(), CsvLayouts.MovieLens));
        Assert.Equal(
            "items: line 1 names the columns 'movieId', 'name', but 'title', 'genres' are needed. Correct the header, or choose the layout or the column names that fit this file.",
            missing.Message);
        var empty = Assert.Throws<CsvFormatException>(() => Read([], CsvLayouts.MovieLens));
        Assert.StartsWith("items: looking for a header line, found an empty file. Needed: 'movieId', 'title', 'genres'.", empty.Message, StringComparison.Ordinal);
        Assert.Equal(0, Read([], CsvLayouts.MovieLens1M).Count);
    }

    private static ItemsTable Read(byte[] bytes, CsvLayout layout) => ItemsCsv.Read(new MemoryStream(bytes), "items", layout);
}
