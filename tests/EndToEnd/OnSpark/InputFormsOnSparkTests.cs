using RecPipeline.Jobs;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.EndToEnd.Tests.OnSpark;

/// <summary>Forms of input that are no delimited text have on Spark the tables, the rejected rows and the account of the local engine.</summary>
[Trait("Tier", "All")]
[Collection(LiveSparkUsers.Name)]
public sealed class InputFormsOnSparkTests(LiveSpark spark) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [SparkFact]
    public void Parquet_of_every_type_in_folders_has_the_tables_of_the_local_engine()
    {
        spark.Session.Read().Option("header", true).Csv(Base).SelectExpr(
            "CAST(userId AS DECIMAL(12, 2)) AS user_id", "movieId AS item_id", "CAST(IF(movieId = '7', 9, rating) AS DOUBLE) AS rating",
            "CAST(CAST(timestamp AS BIGINT) AS TIMESTAMP) AS timestamp", "CAST(userId AS INT) % 3 AS part")
            .Write().PartitionBy("part").Parquet(_folder.At("parquet"));
        string files = string.Join(',', Enumerable.Range(0, 3).Select(part => _folder.At("parquet", $"part={part}")));
        SameOnBoth(files, "auto", rejected: true);
    }

    [SparkFact]
    public void JSON_lines_with_faults_have_the_tables_of_the_local_engine()
    {
        string[] rows = [.. File.ReadLines(Base).Skip(1).Select(line => line.Split(',')).Select(row => $"{{\"userId\":{row[0]},\"movieId\":\"{row[1]}\",\"rating\":{row[2]},\"timestamp\":{row[3]}e0}}")];
        string file = _folder.Write("in.json", string.Join('\n', rows.Prepend("\uFEFF" + rows[0]).Append("").Append("{\"userId\":1,").Append(rows[5].Replace("\"rating\":", "\"rating\":1", StringComparison.Ordinal))));
        spark.CutInto(7, new FileInfo(file).Length);
        SameOnBoth(file, "auto", rejected: true);
    }

    [SparkFact]
    public void Tables_of_readers_of_Spark_have_the_ratings_of_the_csv()
    {
        SparkTable.Session = () => spark.Session;
        var expected = Hashes(new MemoryStore(), Options(Base, "auto"), onSpark: false);
        var frame = spark.Session.Read().Option("header", true).Csv(Base);
        frame.SelectExpr("CAST(userId AS BIGINT) AS userId", "CAST(movieId AS INT) AS movieId", "CAST(rating AS DECIMAL(3, 1)) AS rating", "CAST(timestamp AS BIGINT) AS timestamp").Write().Format("orc").Save(_folder.At("orc"));
        Assert.Equal(expected, Hashes(new MemoryStore(), Options(_folder.At("orc"), "auto", "orc"), onSpark: true));
        var csv = Options(Base, "auto", "csv");
        csv = csv with { Input = csv.Input with { Options = new Dictionary<string, string> { ["header"] = "true" } } };
        Assert.Equal(expected, Hashes(new MemoryStore(), csv, onSpark: true));
        frame.CreateOrReplaceTempView("my_ratings");
        var texts = Options("my_ratings", "auto", "table");
        Assert.Equal(expected, Hashes(new MemoryStore(), texts, onSpark: true));
        texts = texts with { Clean = texts.Clean with { IdType = new IdTypeOptions { User = "string" } } };
        Assert.Equal(840, Run(new MemoryStore(), texts, onSpark: true).Catalog.Contract("ratings").Rows);
    }

    [SparkFact]
    public void A_table_without_a_driver_or_a_column_is_refused_without_its_password()
    {
        SparkTable.Session = () => spark.Session;
        var options = Options("ratings", "table", "jdbc");
        options = options with { Input = options.Input with { Options = new Dictionary<string, string> { ["url"] = "jdbc:postgresql://db/x?password=tiger", ["password"] = "tiger" } } };
        var error = Assert.Throws<UsageException>(() => Run(new MemoryStore(), options, onSpark: true));
        Assert.Contains("Reading ratings by Spark's reader 'jdbc' (jdbc ratings): ", error.Message, StringComparison.Ordinal);
        Assert.Contains("\"--packages\"", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("tiger", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<UsageException>(() => Run(new MemoryStore(), Options("no/such", "table", "delta"), onSpark: true));
        Assert.Contains("\"--packages\"", error.Message, StringComparison.Ordinal);
        spark.Session.Sql("SELECT 1L AS user_id, true AS rating, 5L AS timestamp").CreateOrReplaceTempView("bad_ratings");
        error = Assert.Throws<UsageException>(() => Run(new MemoryStore(), Options("bad_ratings", "table", "table"), onSpark: true));
        Assert.Contains("there is no column 'item_id' (item id) and column 'rating' is boolean, which holds no rating. Its columns are user_id (int64), rating (boolean), timestamp (int64).", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        SparkTable.Session = null;
        _folder.Dispose();
    }

    private static string Base => Repository.At("tests", "golden", "cases", "00-base", "ratings.csv");

    private void SameOnBoth(string ratings, string layout, bool rejected)
    {
        var local = Hashes(new MemoryStore(), Options(ratings, layout), onSpark: false);
        Assert.Equal(local, Hashes(new MemoryStore(), Options(ratings, layout), onSpark: true));
        Assert.Equal(rejected, !local["rejected"].StartsWith("0-", StringComparison.Ordinal));
    }

    private static PipelineOptions Options(string ratings, string layout, string format = "auto")
    {
        var options = SmallRun.Options((ratings, "")) with { Clean = new CleanOptions { TimeMax = 1_700_000_000, MaxRejectedShare = 1 } };
        return options with { Input = options.Input with { Layout = layout, Format = format } };
    }

    private SortedDictionary<string, string> Hashes(MemoryStore store, PipelineOptions options, bool onSpark)
    {
        var run = Run(store, options, onSpark);
        return SmallRun.Hashes(run.Catalog.Store, options);
    }

    private RunContext Run(MemoryStore store, PipelineOptions options, bool onSpark) => onSpark
        ? SmallRun.Execute(new LocalStore(_folder.At(Guid.NewGuid().ToString("N"))), options with { Engine = "spark" }, new StageSelection(Only: "clean"), spark: spark.Engine)
        : SmallRun.Execute(store, options, new StageSelection(Only: "clean"));
}
