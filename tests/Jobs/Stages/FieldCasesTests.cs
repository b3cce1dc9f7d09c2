using System.Collections;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>Files that users of recommenders reported trouble with, in tests/golden/cases: each is read right, or refused with a sentence that makes it right.</summary>
public sealed class FieldCasesTests
{
    private const string Texts = "clean.idType.user=string clean.idType.item=string";
    private const string Retail = "input.table.user=visitorid input.table.item=itemid";
    private const string Events = Retail + " input.table.rating=event";
    private const string Weights = " input.table.eventWeights.view=1 input.table.eventWeights.addtocart=3 input.table.eventWeights.transaction=5";
    private const string Gorse = "input.table.user=UserId input.table.item=ItemId input.table.timestamp=Timestamp";
    private const string RecBole = "input.table.separator=\\t input.table.user=user_id:token input.table.item=item_id:token input.table.rating=rating:float input.table.timestamp=timestamp:float";
    private const string German = "input.table.separator=; input.table.user=Benutzer input.table.item=Film input.table.rating=Note input.table.timestamp=Zeit";
    private const string Purchases = "input.table.user=customer input.table.item=product input.table.timestamp=when input.table.rating=";
    private const string Hive = "input.table.separator=\\001 input.table.columns=[\"user_id\",\"item_id\",\"rating\",\"timestamp\"]";
    private const string Aman = "input.table.columns=[\"user_id\",\"item_id\",\"rating\"] input.table.timestamp=";

    private readonly MemoryStore _store = new();

    private Catalog Catalog => new(_store);

    private enum Layout
    {
        Table,
        MovieLens,
        YouTube,
    }

    // file, settings, rows in = kept + merged + filtered
    [Theory]
    [InlineData("02-long-decimals/aman.data", Aman + " input.table.separator=\\t", "840 = 840 kept + 0 merged + 0 filtered + 0 rejected")]
    [InlineData("08-retailrocket/events.csv", Events + Weights + " input.table.timestampUnit=milliseconds", "1,690 = 840 kept + 850 merged + 0 filtered + 0 rejected")]
    [InlineData("08-retailrocket/events.csv", Events + " input.table.eventWeights.view=1 input.table.timestampUnit=milliseconds", "1,690 = 840 kept + 425 merged + 425 filtered + 0 rejected")]
    [InlineData("08-retailrocket/events-weighted.csv", Retail + " input.table.rating=weight clean.feedback=implicit clean.duplicates=sum input.table.timestampUnit=milliseconds", "1,690 = 840 kept + 850 merged + 0 filtered + 0 rejected")]
    [InlineData("08-retailrocket/events-seconds.csv", Retail + " input.table.rating=weight clean.feedback=implicit clean.duplicates=sum", "1,690 = 840 kept + 850 merged + 0 filtered + 0 rejected")]
    [InlineData("09-gorse-date-text/feedback-rated.csv", Gorse + " input.table.timestampUnit=iso", "840 = 840 kept + 0 merged + 0 filtered + 0 rejected")]
    [InlineData("09-gorse-date-text/feedback.csv", Gorse + " input.table.timestampUnit=iso input.table.rating=", "425 = 425 kept + 0 merged + 0 filtered + 0 rejected")]
    [InlineData("11-recbole-inter/amazon.inter", RecBole + " " + Texts, "840 = 840 kept + 0 merged + 0 filtered + 0 rejected")]
    [InlineData("11-recbole-inter/ml.inter", RecBole, "840 = 840 kept + 0 merged + 0 filtered + 0 rejected")]
    [InlineData("16-anime/rating.csv", "input.table.item=anime_id input.table.timestamp= input.table.nullValues=[-1]", "840 = 720 kept + 0 merged + 120 filtered + 0 rejected")]
    [InlineData("22-decimal-comma/bewertungen.csv", German + " input.table.decimal=,", "840 = 840 kept + 0 merged + 0 filtered + 0 rejected")]
    [InlineData("33-no-rating/purchases.csv", Purchases, "425 = 425 kept + 0 merged + 0 filtered + 0 rejected")]
    [InlineData("46-header-case/strings.csv", Texts, "840 = 840 kept + 0 merged + 0 filtered + 0 rejected")]
    [InlineData("48-hive-null/000000_0", Hive + " input.table.nullValues=\\N", "840 = 830 kept + 0 merged + 10 filtered + 0 rejected")]
    [InlineData("57-order/thumbs.csv", "", "840 = 840 kept + 0 merged + 0 filtered + 0 rejected")]
    public void Table_ReadRight_AccountsForEveryRow(string file, string settings, string sum)
    {
        Clean(file, settings, Layout.Table);
        var account = RowAccountFacts.Of(Catalog.Contract("ratings").Properties["row_account"] as System.Text.Json.Nodes.JsonObject)!;
        Assert.Equal((sum, true), (account.Sum, account.Balances));
        Assert.Equal(account.RowsRejected, Catalog.Contract("rejected").Rows);
    }

    [Fact]
    public void Youtube_SeveralRowsOfOneUserAndItem_AreMergedAndNoFaults()
    {
        Clean("08-youtube/views.csv", "", Layout.YouTube);
        var account = Catalog.Contract("ratings").Properties["row_account"]!;
        Assert.Equal((316, 240, 76), ((int)account["rows_in"]!, (int)account["kept"]!, (int)account["merged"]!));
        var views = File.ReadLines(Repository.Golden("cases", "08-youtube/views.csv")).Skip(1).Select(line => line.Split(',')).ToLookup(row => (long.Parse(row[0]), long.Parse(row[1])), row => double.Parse(row[2]));
        Assert.Equal(views.OrderBy(pair => pair.Key).Select(pair => (float)pair.Sum()), Catalog.Load("ratings").Array<float>("rating"));
    }

    // Same user, item and rating, the times of one a thousand times those of the other.
    [Fact]
    public void Retailrocket_MillisecondsAndEvents_AreTheTableOfSecondsAndWeights()
    {
        Clean("08-retailrocket/events-seconds.csv", Retail + " input.table.rating=weight clean.feedback=implicit clean.duplicates=sum", Layout.Table);
        var seconds = Catalog.Contract("ratings").ContentHash;
        Clean("08-retailrocket/events.csv", Events + Weights + " input.table.timestampUnit=milliseconds", Layout.Table);
        Assert.Equal(seconds, Catalog.Contract("ratings").ContentHash);
    }

    [Fact]
    public void Gorse_Dates_AreSeconds()
    {
        Clean("09-gorse-date-text/feedback-rated.csv", Gorse + " input.table.timestampUnit=iso", Layout.Table);
        Assert.Contains(1_600_001_027L, Catalog.Load("ratings").Array<long>("timestamp"));
        Assert.All(Catalog.Load("ratings").Array<long>("timestamp"), time => Assert.InRange(time, 1_600_001_027, 1_601_000_000));
    }

    [Fact]
    public void Strings_BlankBehindTheComma_FindTheirTitles()
    {
        Clean("46-header-case/strings.csv", Texts, Layout.Table, Repository.Golden("cases", "46-header-case/items.csv"));
        var titles = Catalog.Load("items").Strings("title");
        Assert.All(Enumerable.Range(0, Catalog.Load("items").Rows), row => Assert.False(titles.IsNull(row)));
        Assert.Equal("i1", Catalog.ItemIds().Text(0));
    }

    [Theory]
    [InlineData("02-long-decimals/aman.data", Aman, 1, "  columns: 840 rows, first at line 1: found 1 field, wanted 3 separated by ','; the line has 3 separated by '\\t': set input.table.separator=\\t (in a shell with quotes around it), in '506001\\t104000100021\\t49.9557775150193'\n")]
    [InlineData("08-retailrocket/events.csv", Events, 1, "  number: 1,690 rows, first at line 2: rating 'view' is no number (column 'event'; wanted digits with an optional point; if the column names events, give each its weight by input.table.eventWeights), in '1600001027117,257001,view,355021,'\n")]
    [InlineData("08-retailrocket/events.csv", Events + Weights, 1, "  time: 1,690 rows, first at line 2: timestamp '1600001027117' is after 2200-01-01, which is clean.timeMax; 13 digits are milliseconds: set input.table.timestampUnit=milliseconds, in ")]
    [InlineData("08-retailrocket/events.csv", Events + " input.table.timestampUnit=milliseconds input.table.eventWeights.buy=1", 1, "the filters event under 'input.table' left no rating.\n  event: 1,690 rows, first at line 2: event 'view' has no weight (input.table.eventWeights names 'buy'), in '1600001027117,257001,view,355021,'\n")]
    [InlineData("09-gorse-date-text/feedback-rated.csv", Gorse, 1, "  number: 840 rows, first at line 2: timestamp '2020-09-13 12:43:47' is no time (column 'Timestamp'; wanted whole seconds since 1970; for such dates set input.table.timestampUnit=iso), in ")]
    [InlineData("11-recbole-inter/amazon.inter", RecBole, 1, "\nIn 840 of these rows the item id is no whole number; if the ids of this file are texts, set clean.idType.item=string.")]
    [InlineData("11-recbole-inter/amazon.inter", "input.table.separator=\\t", 2, " Did you mean 'user_id:token' for 'user_id', 'item_id:token' for 'item_id', 'rating:float' for 'rating', 'timestamp:float' for 'timestamp'? If so: --set 'input.table.user=user_id:token' --set 'input.table.item=item_id:token' --set 'input.table.rating=rating:float' --set 'input.table.timestamp=timestamp:float'")]
    [InlineData("22-decimal-comma/bewertungen.csv", German, 1, "  number: 840 rows, first at line 2: rating '4,5' is no number (column 'Note'; wanted digits with an optional point; for a decimal comma set input.table.decimal=,), in '1;21;4,5;1600001027'\n")]
    [InlineData("46-header-case/ratings.csv", "", 2, " Did you mean 'UserID' for 'user_id', 'Rating' for 'rating', 'Timestamp' for 'timestamp'? If so: --set input.table.user=UserID --set input.table.item=COLUMN --set input.table.rating=Rating --set input.table.timestamp=Timestamp")]
    [InlineData("48-hive-null/000000_0", Hive, 1, "  number: 10 rows, first at line 6: timestamp '\\N' is no time (wanted whole seconds since 1970; if it marks a time that is missing, set input.table.nullValues=\\N (in a shell with quotes around it)), in '1\\x0135\\x014\\x01\\N'\n")]
    public void Table_ReadWrong_SaysWhatToSet(string file, string settings, int code, string expected) => AssertRefused(file, settings, Layout.Table, code, expected);

    [Theory]
    [InlineData("34-float-ids/ratings.csv", 1, "  number: 840 rows, first at line 2: user '1.0' (column 'userId') is written as 1.0: export whole numbers, in '1.0,21,4.5,1600001027.0'\n")]
    [InlineData("34-float-ids/sci.csv", 1, "  number: 840 rows, first at line 2: item '2.1E+07' (column 'movieId') is written as 2.1E+07: export whole numbers, since this form may have lost digits, in '1,2.1E+07,4.5,1600001027'\n")]
    [InlineData("46-header-case/ratings.csv", 2, " Did you mean 'UserID' for 'userId', 'MovieID' for 'movieId', 'Rating' for 'rating', 'Timestamp' for 'timestamp'? If so: --layout table --set input.table.user=UserID --set input.table.item=MovieID --set input.table.rating=Rating --set input.table.timestamp=Timestamp")]
    public void MovieLens_ReadWrong_SaysWhatToDo(string file, int code, string expected) => AssertRefused(file, "", Layout.MovieLens, code, expected);

    [Fact]
    public void MovieLens_IndexColumnAndMissingRatings_AreKnown()
    {
        Clean("34-float-ids/index.csv", "", Layout.MovieLens);
        Assert.Equal(840, Catalog.Contract("ratings").Rows);
        Clean("34-float-ids/nan.csv", "", Layout.MovieLens); // below the limit: a fault, and the run goes on
        Assert.Equal("""{"number":5}""", Catalog.Contract("ratings").Properties["row_account"]!["rejected"]!.ToJsonString());
        Clean("34-float-ids/nan.csv", "input.table.nullValues=NaN", Layout.MovieLens);
        Assert.Equal("""{"nullRating":5}""", Catalog.Contract("ratings").Properties["row_account"]!["filtered"]!.ToJsonString());
        Assert.Equal(0, Catalog.Contract("rejected").Rows);
    }

    private void AssertRefused(string file, string settings, Layout layout, int code, string expected)
    {
        var error = Assert.Throws<PipelineException>(() => CleanAny(file, settings, layout));
        Assert.Equal(code, (int)error.Code);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, letter => char.IsControl(letter) && letter != '\n');
    }

    // UsageException is a PipelineException too; Assert.Throws wants the type itself.
    private void CleanAny(string file, string settings, Layout layout)
    {
        try
        {
            Clean(file, settings, layout);
        }
        catch (UsageException error)
        {
            throw new PipelineException(error.Code, error.Message, error);
        }
    }

    private void Clean(string file, string settings, Layout layout, string items = "")
    {
        var options = ConfigurationLoader.Load(
            [], new Hashtable(), [$"input.layout={layout.ToString().ToLowerInvariant()}", "clean.timeMax=" + (layout == Layout.MovieLens ? "1700000000" : "7258118400"), .. settings.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        SmallRun.Execute(_store, options with { Input = options.Input with { Ratings = Repository.Golden("cases", file), Items = items } }, new StageSelection(Only: "clean"));
    }
}
