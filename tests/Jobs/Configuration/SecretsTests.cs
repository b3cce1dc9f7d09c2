using RecPipeline.Jobs.Configuration;

namespace RecPipeline.Jobs.Tests.Configuration;

public class SecretsTests
{
    [Theory]
    [InlineData("password")]
    [InlineData("DB_PASSWORD")]
    [InlineData("spark.hadoop.fs.s3a.secret.key")]
    [InlineData("fs.azure.account.key")]
    [InlineData("accessKey")]
    [InlineData("apikey")]
    [InlineData("authToken")]
    [InlineData("credentials")]
    public void Values_of_such_keys_are_hidden(string key) => Assert.Equal("(hidden)", Secrets.Shown(key, "tiger"));

    [Theory]
    [InlineData("keyspace")]
    [InlineData("partitionColumn")]
    [InlineData("monkey")]
    [InlineData("user")]
    [InlineData("dbtable")]
    public void Others_are_shown(string key) => Assert.Equal("tiger", Secrets.Shown(key, "tiger"));

    [Theory]
    [InlineData("jdbc:postgresql://scott:tiger@db:5432/x?ssl=true", "jdbc:postgresql://(hidden)@db:5432/x?ssl=true")]
    [InlineData("jdbc:postgresql://db/x?user=scott&password=tiger&ssl=true", "jdbc:postgresql://db/x?user=scott&password=(hidden)&ssl=true")]
    [InlineData("jdbc:sqlserver://db;user=sa;password=tiger;encrypt=true", "jdbc:sqlserver://db;user=sa;password=(hidden);encrypt=true")]
    [InlineData("spark.hadoop.fs.s3a.secret.key=tiger", "spark.hadoop.fs.s3a.secret.key=(hidden)")]
    [InlineData("hdfs://namenode:8020/ratings/dt=2020-09-13", "hdfs://namenode:8020/ratings/dt=2020-09-13")]
    public void Secrets_inside_a_text_are_hidden(string text, string expected) => Assert.Equal(expected, Secrets.Text(text));

    [Fact]
    public void A_secret_value_is_hidden_wherever_a_message_has_it() => Assert.Equal(
        "login of scott with (hidden) failed",
        Secrets.Without("login of scott with tiger failed", new Dictionary<string, string> { ["user"] = "scott", ["password"] = "tiger" }));

    [Fact]
    public void Options_are_written_without_secrets_in_keys_contracts_and_reports()
    {
        var options = new PipelineOptions
        {
            Engine = "spark",
            Input = new InputOptions { Format = "jdbc", Options = new Dictionary<string, string> { ["url"] = "jdbc:x://u:tiger@h/d", ["Password"] = "tiger" } },
            Spark = new SparkOptions { Conf = new Dictionary<string, string> { ["spark.hadoop.fs.s3a.secret.key"] = "tiger" }, SubmitOptions = ["--conf", "spark.my.token=tiger"] },
        };
        Assert.DoesNotContain("tiger", OptionProperties.ToJson(options).ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("tiger", string.Join('\n', OptionProperties.Describe(options).Select(each => each.Default?.ToJsonString())), StringComparison.Ordinal);
        Assert.Contains("jdbc:x://(hidden)@h/d", OptionProperties.ToJson(options).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_in_the_options_is_told_without_them()
    {
        string mistake = Assert.Single(new Layers { Set = ["input.options=password=tiger"] }.Mistakes());
        Assert.DoesNotContain("tiger", mistake, StringComparison.Ordinal);
        Assert.Contains("input.options is \"password=(hidden)\", it must be keys in { }", mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("input.format is 'orc', which needs --engine spark: it is the name of a reader of Spark. The local engine reads csv, json and parquet.", "input.format=orc")]
    [InlineData("input.options go to a reader of Spark, which needs --engine spark. Leave them out, or add it.", "input.options.sep=;")]
    [InlineData("input.options go to a reader of Spark; name it by input.format, such as orc, csv or jdbc.", "engine=spark", "input.options.sep=;")]
    [InlineData("input.format is jdbc, but input.options lacks url, such as jdbc:postgresql://host/database.", "engine=spark", "input.format=jdbc")]
    public void Forms_that_an_engine_does_not_read_are_refused(string mistake, params string[] settings) => Assert.Equal([mistake], new Layers { Set = settings }.Mistakes());
}
