using System.Text;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Descriptions;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Ratings.Tests.Rows;

public class TextIdTests
{
    private const string Header = "userId,movieId,rating,timestamp\n";
    private static readonly CsvLayout Both = CsvLayouts.MovieLens with { UserIds = IdType.String, ItemIds = IdType.String };

    [Fact]
    public void ReadIds_TextIds_AreTheBytesOfTheFile()
    {
        var ids = Ids(Header + "u-1,tt0114709,4.0,5\n\"a,\"\"b\"\"\", spaced ,3,6\nZoë,007,2,7\n", Both);
        Assert.Equal([("u-1", "tt0114709"), ("a,\"b\"", "spaced"), ("Zoë", "007")], ids);
    }

    [Fact]
    public void ReadIds_OnlyUsersAreTexts_ItemsStayNumbers()
    {
        using var chunk = Chunk(Header + "anna,31,4.0,5\nben,x,4.0,6\n", CsvLayouts.MovieLens with { UserIds = IdType.String });
        Assert.Equal((0L, 31L, RowFault.None), (chunk.User[0], chunk.Item[0], chunk.Fault[0]));
        Assert.Equal(RowFault.Number, chunk.Fault[1]);
    }

    [Fact]
    public void ReadIds_Latin1_IsUtf8()
    {
        var table = new CsvTable(CsvFormat.Of("|", hasHeader: false, quotes: false, TextEncoding.Latin1), "userId", "movieId", "rating", "timestamp");
        using var chunk = RatingsCsv.Read(new MemoryStream([.. "Zo"u8, 0xEB, .. "|7|4.0|5\n"u8]), "f", Both with { Ratings = table }, 1).Single();
        chunk.ReadIds(0, out var user, out var item);
        Assert.Equal(("Zoë", "7"), (Encoding.UTF8.GetString(user), Encoding.UTF8.GetString(item)));
    }

    [Fact]
    public void IdsThatAreTexts_NumberFaults_SayWhichIdIsNone()
    {
        using var chunk = Chunk(Header + "anna,31,4.0,5\n7,tt1,4.0,6\n7,8,x,6\nanna,tt1,4.0,x\n", CsvLayouts.MovieLens);
        Assert.All(Enumerable.Range(0, 4), row => Assert.Equal(RowFault.Number, chunk.Fault[row]));
        Assert.Equal([(true, false), (false, true), (false, false), (true, true)], Enumerable.Range(0, 4).Select(chunk.IdsThatAreTexts));
    }

    [Fact]
    public void Items_TextIds_AreKeptAsTheyStand()
    {
        var items = ItemsCsv.Read(Stream("movieId,title,genres\ntt1,\"One, Two\",Drama\n\"t\"\"2\",Three,\n"), "items.csv", Both);
        Assert.Equal(["tt1", "t\"2"], items.TextIds);
        Assert.Equal((2, 0), (items.Count, items.Ids.Length));
    }

    private static (string User, string Item)[] Ids(string text, CsvLayout layout)
    {
        using var chunk = Chunk(text, layout);
        return [.. Enumerable.Range(0, chunk.Count).Select(row =>
        {
            Assert.Equal(RowFault.None, chunk.Fault[row]);
            chunk.ReadIds(row, out var user, out var item);
            return (Encoding.UTF8.GetString(user), Encoding.UTF8.GetString(item));
        })];
    }

    private static RatingsChunk Chunk(string text, CsvLayout layout) => RatingsCsv.Read(Stream(text), "ratings.csv", layout, 1).Single();

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
