using RecPipeline.Jobs.Running;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>The row account of the items file, on files as people have them.</summary>
public sealed class ItemsFileTests : IDisposable
{
    private static readonly string[] Colons =
    [
        "input.layout=table", "input.table.separator=::", "input.table.quotes=false", "input.table.columns=[\"user_id\",\"item_id\",\"rating\",\"timestamp\"]",
        "input.table.itemColumns=[\"item_id\",\"title\",\"genres\"]", "input.table.genres=genres",
    ];

    private static readonly string[] Tabs =
        ["input.layout=table", "input.table.separator=\t", "input.table.user=user", "input.table.item=movie", "input.table.rating=rate", "input.table.timestamp=time"];

    private readonly DescribedRun _run = new();

    [Fact]
    public void Latin1_UnderUtf8_IsUnreadAndSaid()
    {
        Case("18-latin1-items/ratings.dat", "18-latin1-items/movies.dat", Colons);
        var encoding = _run.Items.Unread["encoding"];
        Assert.Equal((40, 37, 3, 3), (_run.Items.RowsIn, _run.Items.Kept, _run.Items.Lost, encoding.FirstLine));
        Assert.Equal(
            ["items: 3 of 40 rows unread, first at line 3 (encoding: title is 'Caf\\ufffd L\\ufffdon (1983)' with bytes that are no UTF-8). If the file is latin-1, set input.table.encoding=auto."],
            _run.Warnings);
        Assert.Equal(3, _run.Titles.Count(title => title == "(none)"));
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("movielens-10m")]
    public void Latin1_WhereTheFormatAllowsForIt_IsReadAndCounted(string form)
    {
        Case("18-latin1-items/ratings.dat", "18-latin1-items/movies.dat", form == "auto" ? [.. Colons, "input.table.encoding=auto"] : [$"input.layout={form}"]);
        Assert.Equal((0, 40, 3L, 3L), (_run.Items.Lost, _run.Items.Described, _run.Items.Latin1!.Rows, _run.Items.Latin1.FirstLine));
        Assert.Equal(("Café Léon (1983)", "Señor (1988)"), (_run.Titles[2], _run.Titles[7]));
        Assert.Empty(_run.Warnings);
    }

    [Theory]
    [InlineData("movielens-1m")]
    [InlineData("movielens-10m")]
    public void Utf8_UnderDoubleColons_IsUtf8(string layout)
    {
        Case("17-ml10m/ratings.dat", "17-ml10m/movies.dat", $"input.layout={layout}");
        Assert.Equal(("Fabuleux destin d'Amélie, Le (2001)", "Léon: \"The Pro\" (1994)"), (_run.Titles[0], _run.Titles[3]));
    }

    [Fact]
    public void MovieTweetings_IdsWithZerosInFront_FindTheirTitles()
    {
        Case("16-movietweetings/ratings.dat", "16-movietweetings/movies.dat", "input.layout=movielens-1m", "clean.idType.item=string", "clean.ratingRange=[0,10]");
        Assert.Equal((40, "Vücut (2001)", "Rurôni Kenshin (2002)"), (_run.Items.Described, _run.Titles[0], _run.Titles[1]));
    }

    [Fact]
    public void StrayQuotes_WithQuotesOff_AreLettersOfTheTitle()
    {
        Case("20-stray-quote-tsv/ratings.tsv", "20-stray-quote-tsv/movies.tsv", [.. Tabs, "input.table.quotes=false"]);
        Assert.Equal((0, "\"Hana Maid Team, 2004", "\"Quoted\" start"), (_run.Items.Lost, _run.Titles[4], _run.Titles[10]));
        Assert.Empty(_run.Warnings);
    }

    [Fact]
    public void StrayQuotes_WithQuotesOn_AreSaidWithTheWayOut()
    {
        Case("20-stray-quote-tsv/ratings.tsv", "20-stray-quote-tsv/movies.tsv", Tabs);
        Assert.Equal(6, _run.Items.Unread["columns"].FirstLine);
        Assert.Contains("input.table.quotes=false", _run.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void RatingsOfItemsThatCouldNotBeRead_AreNotBlamed()
    {
        string items = _run.File("movies.csv", "movieId,title,genres\n1,One,Drama\n2,Two\n3,Three,Drama\n");
        string ratings = _run.File("ratings.csv", "userId,movieId,rating,timestamp\n1,1,4,1000000000\n1,2,4,1000000000\n2,3,5,1000000000\n");
        var error = Assert.Throws<PipelineException>(() => _run.Clean(ratings, items));
        Assert.EndsWith(
            $"\nunknownItem is for items that the items file '{items}' does not name; it names 2 items, such as '1'. Not all of the items file could be read, so it may name more items than were found. "
            + "items: 1 of 3 rows unread, first at line 3 (columns: 2 fields where 3 are wanted). Correct these rows."
            + "\nName the items file of these ratings, or --items none, or set clean.requireKnownItem=false.",
            error.Message,
            StringComparison.Ordinal);
        _run.Clean(ratings, items, "clean.maxRejectedShare=0.5");
        Assert.Equal("rejected as unknownItem: 1 of the ratings. Not all of the items file could be read, so the fault may be the items file's.", _run.Warnings[1]);
    }

    [Fact]
    public void FileOfOtherItems_DescribesNoneAndSaysWhy()
    {
        string items = _run.File("items.csv", "item_id,title\nI1,One\nI2,Two\nI2,Zwei\n\n");
        _run.Clean(Strings("u1,i1,4,1\nu2,i2,5,2\n"), items, "input.layout=table", "clean.idType.user=string", "clean.idType.item=string");
        Assert.Equal((4, 2, 0, 2, 2), (_run.Items.RowsIn, _run.Items.Kept, _run.Items.Described, _run.Items.Rated, _run.Items.Unrated));
        Assert.Equal((1, 4, "id 'I2' stands in an earlier line"), (_run.Items.Repeated!.Rows, _run.Items.Repeated.FirstLine, _run.Items.Repeated.Why));
        Assert.Equal((0, 1), (_run.Items.Lost, _run.Items.Unread["blank"].Rows));
        Assert.Equal(
            [$"the items file describes 0 of 2 rated items: '{items}'. Its ids are such as 'I1', those of the ratings such as 'i1': is it of another edition, "
                + "are the ids in another column (input.table.itemsItem), or are they written otherwise (clean.idType.item)?"],
            _run.Warnings);
    }

    [Fact]
    public void IdColumnOfItsOwnName_AndNoTitles_AreRead()
    {
        string items = _run.File("items.csv", "sku, genre\n i2 ,Drama\n\"i1\",Drama|Comedy\n");
        _run.Clean(
            Strings("u1,i1,4,1\nu2,i2,5,2\n"), items, "input.layout=table", "clean.idType.user=string", "clean.idType.item=string",
            "input.table.itemsItem=sku", "input.table.title=", "input.table.genres=genre");
        Assert.Equal((2, 0), (_run.Items.Described, _run.Warnings.Length));
        Assert.Equal(["(none)", "(none)"], _run.Titles);
        Assert.Equal(["0 genres=Comedy 1", "0 genres=Drama 1", "1 genres=Drama 1"], _run.Features("item_features"));
    }

    [Fact]
    public void StopListWithoutTitles_IsRefused()
    {
        string items = _run.File("items.csv", "item_id\n1\n"), list = _run.File("stop.txt", "christmas\n"), ratings = _run.File("r.csv", "user_id,item_id,rating,timestamp\n1,1,4,1\n");
        var error = Assert.Throws<UsageException>(() => _run.Clean(ratings, items, "input.layout=table", "input.table.title=", $"clean.stopList={list}"));
        Assert.Equal("clean.stopList matches titles, but input.table.title is empty. Name the column of the titles, or leave clean.stopList empty.", error.Message);
    }

    [Fact]
    public void LineFeedInATitle_IsPartOfIt()
    {
        Case("44-newline-in-title/ratings.csv", "44-newline-in-title/movies.csv");
        Assert.Equal((40, 40, "Film 7\nthe sequel (1987)"), (_run.Items.RowsIn, _run.Items.Described, _run.Titles[6]));
    }

    [Fact]
    public void BlanksBehindTheCommas_AreNoPartOfIds()
    {
        Case("46-header-case/strings.csv", "46-header-case/items.csv", "input.layout=table", "clean.idType.user=string", "clean.idType.item=string");
        Assert.Equal((40, "Film 1 (1981)"), (_run.Items.Described, _run.Titles[0]));
        Assert.Empty(_run.Warnings);
    }

    public void Dispose() => _run.Dispose();

    private string Strings(string rows) => _run.File("ratings.csv", "user_id,item_id,rating,timestamp\n" + rows);

    private void Case(string ratings, string items, params string[] settings) => _run.Clean(DescribedRun.Case(ratings), DescribedRun.Case(items), settings);
}
