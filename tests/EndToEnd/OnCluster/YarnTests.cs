using System.Text.Json.Nodes;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests.OnCluster;

/// <summary>The whole pipeline on YARN through <c>./spark-submit.sh</c>, input and output on HDFS: the tables are those of the local engine.</summary>
[Trait("Tier", "All")]
[Collection(nameof(HadoopCluster))]
public sealed class YarnTests(HadoopCluster cluster) : IDisposable
{
    private static readonly string[] ClusterMode = ["--deploy-mode", "cluster"];
    private readonly TemporaryFolder _folder = new();

    [HadoopFact]
    public void The_driver_here_writes_the_tables_of_the_local_engine() => Writes("client", "3.5.9");

    [HadoopFact]
    public void The_driver_in_the_cluster_writes_the_tables_of_the_local_engine()
    {
        var result = Writes("cluster", "4.3.0", ClusterMode);
        Assert.Contains($"the run ended with code 0 ({cluster.Uri}/cluster/run.json)", result.Error, StringComparison.Ordinal);
    }

    // spark-submit itself says 1 to every failure of a program in the cluster.
    [HadoopFact]
    public void A_failure_in_the_cluster_ends_the_script_with_the_code_of_run_json()
    {
        var result = cluster.Submit("3.5.9", ClusterMode, "--ratings", cluster.Uri + "/in/none.csv", "--items", "none", "--out", cluster.Uri + "/failed");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains($"the run ended with code 2 ({cluster.Uri}/failed/run.json)", result.Error, StringComparison.Ordinal);
        var facts = JsonNode.Parse(cluster.Read("failed/run.json"))!;
        Assert.Equal(("failed", 2), ((string)facts["status"]!, (int)facts["exit_code"]!));
        Assert.Contains($"{cluster.Uri}/in/none.csv", (string)facts["error"]!, StringComparison.Ordinal);
    }

    // The program ends before it knows an output, so there is no run.json.
    [HadoopFact]
    public void A_mistake_in_the_settings_ends_the_script_with_code_2_too()
    {
        var result = cluster.Submit("3.5.9", ClusterMode, "--out", cluster.Uri + "/none", "--set", "models.als.rnk=3");
        Assert.True(result.ExitCode == 2, result.ToString());
        Assert.Contains("the run left no run.json of its own; the program ended with code 2;", result.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private ChildResult Writes(string name, string version, params string[] submit)
    {
        var result = cluster.Submit(version, submit, "--out", $"{cluster.Uri}/{name}");
        Assert.True(result.ExitCode == 0, result.ToString());
        cluster.Get(name, _folder.Path);
        Assert.Equal(SampleTables.OfTheLocalEngine, SampleTables.In(_folder.At(name)));
        Assert.Equal(0, (int)JsonNode.Parse(File.ReadAllText(_folder.At(name, "run.json")))!["exit_code"]!);
        return result;
    }
}
