using System.Collections;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>Implicit feedback and tables of any layout, from settings to lists.</summary>
public sealed class FeedbackTests : IDisposable
{
    private const string Header = "timestamp,viewer,video,watch_time\n";
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    private Catalog Catalog => new(_store);

    [Fact]
    public void Load_LayoutYoutube_IsImplicitSumsAndHasNoScale()
    {
        var options = Load("input.layout=youtube");
        Assert.Equal(("implicit", "sum", 0.0, 0.0), (options.Clean.Feedback, options.Clean.Duplicates, options.Clean.RatingStep, options.LikedThreshold));
        Assert.Equal([(double)float.Epsilon, float.MaxValue], options.Clean.RatingRange);
        Assert.Equal((long.MinValue, long.MinValue, 7_258_118_400, false), (options.Clean.MinId, options.Clean.TimeMin, options.Clean.TimeMax, options.Clean.RequireKnownItem));
        Assert.Equal(["loo_last", "strong_all"], options.Evaluate.Protocols);
    }

    [Fact]
    public void Load_ProfileGeneric_HasNoLimitsButThoseThatAreSet()
    {
        var clean = Load("clean.profile=generic", "clean.ratingRange=[1,10]").Clean;
        Assert.Equal<double[]>([1, 10], clean.RatingRange);
        Assert.Equal((0.0, long.MinValue, false, "explicit"), (clean.RatingStep, clean.MinId, clean.RequireKnownItem, clean.Feedback));
        Assert.Equal(Load().Clean with { RatingRange = [] }, Load("clean.profile=movielens").Clean with { RatingRange = [], Profile = "auto" });
    }

    [Theory]
    [InlineData("clean.duplicates is sum, which adds confidences; ratings have a scale.", "clean.duplicates=sum")]
    [InlineData("clean.halfLifeDays lowers confidences; ratings have a scale.", "clean.halfLifeDays=30")]
    [InlineData("clean.ratingRange begins at -1; a confidence (clean.feedback=implicit) is above 0.", "clean.feedback=implicit", "clean.ratingRange=[-1,5]")]
    [InlineData("evaluate.protocols names hash_20, which ask for ratings; with clean.feedback=implicit choose from loo_last, loo_hash, strong_all.", "clean.feedback=implicit", "evaluate.protocols=[\"hash_20\",\"loo_last\"]")]
    [InlineData("input.table.columns lacks 'rating', which is the name of a column to read.", "input.layout=table", "input.table.columns=[\"user_id\",\"item_id\",\"timestamp\"]")]
    [InlineData("input.table.separator must have at least one character", "input.table.separator=")]
    public void Load_OptionsThatContradict_AreNamed(string expected, params string[] settings)
    {
        var error = Assert.Throws<UsageException>(() => Load(settings));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latest", 2f)]
    [InlineData("max", 30f)]
    [InlineData("sum", 42f)]
    public void Clean_Implicit_MergesDuplicatesByRule(string rule, float expected)
    {
        Clean(Header + "1,7,1,30\n2,7,1,10\n3,7,1,2\n4,7,2,0\n5,7,2,-3\n5,8,2,0.25\n", $"clean.duplicates={rule}");
        Assert.Equal([expected, 0.25f], Catalog.Load("ratings").Array<float>("rating"));
        Assert.Equal("""{"scale":2}""", Catalog.Contract("ratings").Properties["row_account"]!["rejected"]!.ToJsonString());
        Assert.Equal((2, 0), ((int)Catalog.Contract("ratings").Properties["row_account"]!["merged"]!, (int)Catalog.Contract("ratings").Properties["row_account"]!["duplicate_conflict"]!));
        Assert.Equal(2, Catalog.Contract("rejected").Rows);
    }

    [Fact]
    public void Clean_HalfLife_LetsOldConfidencesCountLess()
    {
        Clean(Header + "0,7,1,8\n864000,7,2,8\n2592000,8,1,8\n", "clean.halfLifeDays=10");
        Assert.Equal([1f, 2f, 8f], Catalog.Load("ratings").Array<float>("rating"));
    }

    [Fact]
    public void Run_Implicit_MakesListsAndMeasuresThem()
    {
        var (ratings, _) = SmallData.Write(_folder);
        string[] rows = [.. File.ReadAllLines(ratings).Skip(1).Select(line => line.Split(',')).Select(row => $"{row[3]},{row[0]},{row[1]},{double.Parse(row[2]) * 31.5}")];
        var options = Load("input.layout=youtube", "models.similarity.values=rating") with { Input = new InputOptions { Layout = "youtube", Items = "", Ratings = _folder.Write("watch.csv", Header + string.Join('\n', rows) + "\n") } };
        var small = SmallRun.Options(("", ""));
        SmallRun.Execute(_store, options with { Models = small.Models, TopN = small.TopN, Evaluate = options.Evaluate with { Resamples = 100 } });
        Assert.Equal(Catalog.Contract("users").Rows * 10, Catalog.Contract("recommendations").Rows);
        Assert.All(Enumerable.Range(0, (int)Catalog.Contract("list_status").Rows), row => Assert.Equal("full", Catalog.Load("list_status").Strings("reason").Text(row)));
        Assert.Equal(["loo_last", "strong_all"], MetricsReading.Rows(Catalog).Select(row => row.Protocol).Distinct());
    }

    [Fact]
    public void Clean_AnyTable_IsReadByTheNamesOfItsColumns()
    {
        string items = _folder.Write("items.txt", "9|Zo\u00EB's film|x\n");
        string file = _folder.Write("any.txt", "4.5|a|9|u1\n2.25|b|9|u2\n");
        var options = Load(
            "input.layout=table", "input.table.separator=|", "input.table.quotes=false", "clean.idType.user=string", "input.table.timestamp=", "input.table.columns=[\"stars\",\"x\",\"item\",\"who\"]",
            "input.table.user=who", "input.table.item=item", "input.table.rating=stars", "input.table.itemColumns=[\"item\",\"name\",\"rest\"]", "input.table.title=name");
        SmallRun.Execute(_store, options with { Input = options.Input with { Ratings = file, Items = items } }, new StageSelection(Only: "clean"));
        var rows = Catalog.Load("ratings");
        Assert.Equal([4.5f, 2.25f], rows.Array<float>("rating"));
        Assert.Equal([0L, 0L], rows.Array<long>("timestamp"));
        Assert.Equal(("u2", "Zo\u00EB's film"), (Catalog.UserIds().Text(1), Catalog.Load("items").Strings("title").Text(0)));
    }

    public void Dispose() => _folder.Dispose();

    private static PipelineOptions Load(params string[] settings) => ConfigurationLoader.Load([], new Hashtable(), settings);

    private void Clean(string content, params string[] settings)
    {
        var options = Load([.. settings, "input.layout=youtube", "clean.maxRejectedShare=1"]);
        SmallRun.Execute(_store, options with { Input = options.Input with { Ratings = _folder.Write("watch.csv", content), Items = "" } }, new StageSelection(Only: "clean"));
    }
}
