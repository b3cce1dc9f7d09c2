using System.Collections;
using RecPipeline.Jobs;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.EndToEnd.Tests.OnSpark;

/// <summary>What fields may say, on both engines: the same tables and account, or the same words.</summary>
[Trait("Tier", "All")]
[Collection(LiveSparkUsers.Name)]
public sealed class FieldCasesOnSparkTests(LiveSpark spark) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [SparkTheory]
    [InlineData("02-long-decimals/aman.data", "input.table.columns=[\"user_id\",\"item_id\",\"rating\"]", "input.table.timestamp=", "input.table.separator=\\t")]
    [InlineData("02-long-decimals/aman.data", "input.table.columns=[\"user_id\",\"item_id\",\"rating\"]", "input.table.timestamp=")]
    [InlineData("08-retailrocket/events.csv", "input.table.user=visitorid", "input.table.item=itemid", "input.table.rating=event", "input.table.eventWeights.view=1", "input.table.timestampUnit=milliseconds", "clean.duplicates=latest")]
    [InlineData("08-retailrocket/events.csv", "input.table.user=visitorid", "input.table.item=itemid", "input.table.rating=event", "input.table.eventWeights.buy=1", "input.table.timestampUnit=milliseconds", "clean.duplicates=latest")]
    [InlineData("08-retailrocket/events-weighted.csv", "input.table.user=visitorid", "input.table.item=itemid", "input.table.rating=weight")]
    [InlineData("08-retailrocket/events-seconds.csv", "input.table.user=visitorid", "input.table.item=itemid", "input.table.rating=weight")]
    [InlineData("09-gorse-date-text/feedback-rated.csv", "input.table.user=UserId", "input.table.item=ItemId", "input.table.timestamp=Timestamp", "input.table.timestampUnit=iso")]
    [InlineData("11-recbole-inter/amazon.inter", "input.table.separator=\\t", "input.table.user=user_id:token", "input.table.item=item_id:token", "input.table.rating=rating:float", "input.table.timestamp=timestamp:float")]
    [InlineData("16-anime/rating.csv", "input.table.item=anime_id", "input.table.timestamp=", "input.table.nullValues=[-1]")]
    [InlineData("22-decimal-comma/bewertungen.csv", "input.table.separator=;", "input.table.user=Benutzer", "input.table.item=Film", "input.table.rating=Note", "input.table.timestamp=Zeit")]
    [InlineData("22-decimal-comma/bewertungen.csv", "input.table.separator=;", "input.table.user=Benutzer", "input.table.item=Film", "input.table.rating=Note", "input.table.timestamp=Zeit", "input.table.decimal=,")]
    [InlineData("33-no-rating/purchases.csv", "input.table.user=customer", "input.table.item=product", "input.table.timestamp=when", "input.table.rating=", "clean.duplicates=latest")]
    [InlineData("46-header-case/ratings.csv")]
    [InlineData("48-hive-null/000000_0", "input.table.separator=\\001", "input.table.columns=[\"user_id\",\"item_id\",\"rating\",\"timestamp\"]", "input.table.nullValues=\\N")]
    [InlineData("48-hive-null/000000_0", "input.table.separator=\\001", "input.table.columns=[\"user_id\",\"item_id\",\"rating\",\"timestamp\"]")]
    public void A_case_ends_the_same_on_both_engines(string file, params string[] settings)
    {
        var options = ConfigurationLoader.Load([], new Hashtable(), ["input.layout=table", .. settings]);
        options = options with { Input = options.Input with { Ratings = Repository.Golden("cases", file), Items = "" }, Output = _folder.At("spark"), Threads = 2 };
        spark.CutInto(3, new FileInfo(options.Input.Ratings).Length);
        Assert.Equal(Outcome(new MemoryStore(), options, null), Outcome(new LocalStore(options.Output), options with { Engine = "spark" }, spark.Engine));
    }

    public void Dispose() => _folder.Dispose();

    // Hashes and account of what was written, or code and words.
    private static string Outcome(ITableStore store, PipelineOptions options, Jobs.Engines.SparkEngine? engine)
    {
        try
        {
            SmallRun.Execute(store, options, new StageSelection(Only: "clean"), spark: engine);
            return string.Join('\n', SmallRun.Hashes(store, options)) + new Catalog(store).Contract("ratings").Properties["row_account"]!.ToJsonString();
        }
        catch (PipelineException error)
        {
            return $"{error.Code} {error.Message}";
        }
    }
}
