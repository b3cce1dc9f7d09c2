using System.Reflection;
using CommandLine;
using RecPipeline.Jobs;
using RecPipeline.Jobs.Commands;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests.OnSpark;

/// <summary><c>./spark-submit.sh</c> as a person types it.</summary>
[Collection(LiveSparkUsers.Name)]
public sealed class SubmitScriptTests : IDisposable
{
    private static readonly string Script = Repository.At("spark-submit.sh");
    private readonly TemporaryFolder _folder = new();

    [SparkFact]
    [Trait("Tier", "All")]
    public void The_sample_runs_on_two_local_cores()
    {
        var result = ChildProcess.Run(Script, "--master", "local[2]", "--conf", "spark.ui.enabled=false", "--", "--out", _folder.At("out"), "--date", "2026-01-31");
        Assert.True(result.ExitCode == 0, result.ToString());
        var catalog = new Catalog(new LocalStore(_folder.At("out")));
        Assert.Equal((100_836, "spark"), (catalog.Contract("ratings").Rows, catalog.Contract("ratings").Engine));
        Assert.Equal(6_100, catalog.Contract("published/recommendations").Rows);
    }

    [Theory]
    [InlineData("out/here", "--out is 'out/here': in cluster mode the pipeline runs on another machine")]
    [InlineData("file:/out", "--out is 'file:/out': in cluster mode the pipeline runs on another machine")]
    public void Cluster_mode_needs_an_output_that_the_cluster_reaches(string output, string message) => Refuses(message, "--master", "yarn", "--deploy-mode", "cluster", "--", "--out", output);

    [Theory]
    [InlineData("ratings.csv")]
    [InlineData("hdfs://name/a.csv, b.csv")]
    [InlineData("")]
    public void Cluster_mode_needs_an_input_that_the_cluster_reaches(string ratings) => Refuses(
        $"--ratings is '{ratings}': in cluster mode the input must be an address",
        "--master", "yarn", "--deploy-mode=cluster", "--", "--ratings", ratings, "--out", "hdfs://name/out");

    [Theory]
    [InlineData("--items")]
    [InlineData("--users")]
    public void Cluster_mode_needs_descriptions_that_the_cluster_reaches(string option) => Refuses(
        $"{option} is 'here.csv': in cluster mode the input must be an address",
        "--master", "yarn", "--deploy-mode", "cluster", "--", $"{option}=here.csv", "--out", "hdfs://name/out");

    [Fact]
    public void Cluster_mode_without_a_cluster_is_refused() => Refuses(
        "cluster mode is for --master yarn (and k8s://…); 'local[2]' goes with --deploy-mode client.",
        "--master", "local[2]", "--deploy-mode", "cluster", "--", "--out", "hdfs://name/out");

    [Theory]
    [InlineData("--out", "--master", "local[2]", "--out", "x")]
    [InlineData("--out", "--out=x")]
    [InlineData("--n", "--n", "20")]
    public void A_pipeline_option_before_the_dashes_is_refused(string option, params string[] arguments) => Refuses(
        $"{option} is no option of spark-submit: pipeline options stand behind --, as in ./spark-submit.sh --master local[2] -- {option} …", arguments);

    // The script names them: spark-submit itself says so only after Java has started, and with code 1.
    [Fact]
    public void Every_pipeline_option_is_known_to_the_script()
    {
        var options = typeof(RunOptions).GetProperties().Select(property => property.GetCustomAttribute<OptionAttribute>()).OfType<OptionAttribute>()
            .Select(option => option.LongName.Length > 0 ? "--" + option.LongName : "-" + option.ShortName).Except(["--conf", "--master"]);
        Assert.Contains("--models", options);
        Assert.All(options, option => Refuses($"{option} is no option of spark-submit", option, "x"));
    }

    [Fact]
    public void An_option_without_its_value_is_refused() => Refuses("--master has no value.", "--master");

    [Fact]
    public void An_unknown_deploy_mode_is_refused() => Refuses("--deploy-mode is 'both'; it is client or cluster.", "--deploy-mode", "both");

    public void Dispose() => _folder.Dispose();

    private static void Refuses(string message, params string[] arguments)
    {
        var result = ChildProcess.Run(Script, arguments);
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.StartsWith("spark-submit.sh: " + message, result.Error, StringComparison.Ordinal);
    }
}
