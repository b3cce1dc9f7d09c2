using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>Quoted fields may hold line feeds: in ratings, in titles; and what stands in quotes is never a row.</summary>
public sealed class QuotedFilesTests : IDisposable
{
    private const string Header = "userId,movieId,rating,timestamp,note\n";
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    private Catalog Catalog => new(_store);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Line_feeds_in_a_comment_column_lose_no_rating(int threads)
    {
        Clean(Repository.Golden("cases", "21-newline-in-extra-column", "quoted.csv"), threads: threads);
        Assert.Equal((840L, 0L), (Catalog.Contract("ratings").Rows, Catalog.Contract("rejected").Rows));
    }

    [Fact]
    public void A_line_feed_in_a_title_leaves_the_item_known()
    {
        Clean(Repository.Golden("cases", "44-newline-in-title", "ratings.csv"), Repository.Golden("cases", "44-newline-in-title", "movies.csv"));
        Assert.Equal((840L, 0L), (Catalog.Contract("ratings").Rows, Catalog.Contract("rejected").Rows));
        var items = Catalog.Load("items");
        var titles = items.Strings("title");
        Assert.Equal(["Film 7\nthe sequel (1987)"], Enumerable.Range(0, items.Rows).Select(titles.Text).Where(title => title!.Contains('\n', StringComparison.Ordinal)));
    }

    [Fact]
    public void Rows_that_stand_in_quotes_are_text_and_lines_are_those_of_an_editor()
    {
        Clean(_folder.Write("r.csv", Header + "1,2,4,1000000000,\"a\n9,9,5,1000000000,b\n\"\n1,2,4,1000000000,\"c\nd\"\n3,2,9,1000000000,x\n4,2,4,1000000000,\"open\n5,2,4,1000000000,y\n"));
        Assert.Equal(1, Catalog.Contract("ratings").Rows);
        Assert.Equal(
            ["5 duplicateExact: 1,2,4,1000000000,\"c\nd\"", "7 scale: 3,2,9,1000000000,x", "8 columns: 4,2,4,1000000000,\"open\n5,2,4,1000000000,y"], Rejected());
    }

    public void Dispose() => _folder.Dispose();

    private void Clean(string ratings, string items = "", int threads = 2)
    {
        var options = SmallRun.Options((ratings, items)) with { Clean = new CleanOptions { MaxRejectedShare = 1, TimeMax = 2_000_000_000 }, Threads = threads };
        SmallRun.Execute(_store, options, new StageSelection(Only: "clean"));
    }

    private string[] Rejected()
    {
        var rejected = Catalog.Load("rejected");
        var (lines, reasons, texts) = (rejected.Array<long>("line"), rejected.Strings("reason"), rejected.Strings("text"));
        return [.. Enumerable.Range(0, rejected.Rows).Select(row => $"{lines[row]} {reasons.Text(row)}: {texts.Text(row)}")];
    }
}
