using RecPipeline.Jobs;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.EndToEnd.Tests.Schedule;

/// <summary>The DAG of scripts/airflow in a real Airflow, with the real program.</summary>
[Trait("Tier", "All")]
public sealed class AirflowTests : IClassFixture<Airflow>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Airflow _airflow;
    private readonly string _options;

    public AirflowTests(Airflow airflow)
    {
        var (ratings, items) = SmallData.Write(_folder);
        (_airflow, _options) = (airflow, $"--ratings {ratings} --items {items} --out {_folder.At("out")}");
    }

    [AirflowFact]
    public void The_DAG_has_one_task_per_stage()
    {
        var result = _airflow.Run(new Dictionary<string, string>(), "tasks", "list", "rec_pipeline");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(Pipeline.On(new PipelineOptions()).Select(stage => stage.Name).Append("finished").Order(StringComparer.Ordinal), result.Output.Split('\n').Where(line => line.Length > 0 && !line.Contains(' ', StringComparison.Ordinal)));
        var pools = _airflow.Run(new Dictionary<string, string>(), "pools", "import", Repository.At("scripts", "airflow", "pools.json"));
        Assert.True(pools.ExitCode == 0, pools.ToString());
    }

    [AirflowFact]
    public void A_run_with_a_failing_stage_fails_and_the_next_one_goes_on()
    {
        // Tried again, the stage would fail again, five minutes later.
        _airflow.Change("\"retries\": 2", "\"retries\": 0");
        string broken = _folder.Write("broken", "");
        var first = Test($"""if [[ -e '{broken}' && "$*" == *"--only als "* ]]; then echo made to fail; exit 1; fi""");
        Assert.True(first.ExitCode == 1, first.ToString());
        Assert.Contains("als ended with exit code 1. Its last lines are above", first.Output + first.Error, StringComparison.Ordinal);
        var catalog = new Catalog(new LocalStore(_folder.At("out")));
        byte[] ratings = File.ReadAllBytes(_folder.At("out", "ratings", "_contract.json"));
        Assert.False(File.Exists(_folder.At("out", "published.json")));

        File.Delete(broken);
        var second = Test("");
        Assert.True(second.ExitCode == 0, second.ToString());
        Assert.Equal(ratings, File.ReadAllBytes(_folder.At("out", "ratings", "_contract.json")));
        Assert.True(File.Exists(_folder.At("out", "published.json")));
        Assert.True(File.Exists(_folder.At("out", "report", "index.html")));
        Assert.True(catalog.Contract("published/recommendations").Rows > 0);
    }

    [AirflowFact]
    public void Wrong_usage_is_not_tried_again()
    {
        var result = Test("""set -- "$@" --set no.such=1""");
        Assert.True(result.ExitCode == 1, result.ToString());
        Assert.Contains("clean ended with exit code 2: wrong usage, configuration or input layout.", result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("up_for_retry", result.Output + result.Error, StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => _folder.Dispose();

    // The command is a script, so that a test can make it fail before it starts the program.
    private ChildResult Test(string before)
    {
        string script = _folder.Write("command", $"{before}\nexec '{Repository.At("recpipeline")}' run \"$@\"\n");
        return _airflow.Run(
            new Dictionary<string, string> { ["AIRFLOW_VAR_RECPIPELINE_COMMAND"] = $"bash {script}", ["AIRFLOW_VAR_RECPIPELINE_OPTIONS"] = _options },
            "dags", "test", "rec_pipeline", "2026-01-02");
    }
}
