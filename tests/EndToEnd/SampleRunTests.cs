using System.Text.Json.Nodes;
using RecPipeline.Jobs;
using RecPipeline.Jobs.Stages;

namespace RecPipeline.EndToEnd.Tests;

[Collection(nameof(SampleRun))]
public class SampleRunTests(SampleRun sample)
{
    [Fact]
    public void A_run_on_the_sample_ends_with_code_0()
    {
        Assert.True(sample.Result.ExitCode == 0, sample.Result.ToString());
        Assert.Empty(sample.Result.Error);
        Assert.Matches(@"\nDone in [\d.]+ s\. Report: " + sample.Output + "/report/index.html\n$", sample.Result.Output);
        Assert.All(Pipeline.On(new()), stage => Assert.Matches($@"\n│ {stage.Name} +│ ran +│ +[\d.]+ │", sample.Result.Output));
    }

    [Fact]
    public void A_run_leaves_a_report_and_its_facts()
    {
        Assert.StartsWith("<!doctype html>", File.ReadAllText(Path.Combine(sample.Output, "report", "index.html")), StringComparison.OrdinalIgnoreCase);
        var facts = JsonNode.Parse(File.ReadAllText(Path.Combine(sample.Output, "run.json")))!;
        Assert.Equal(("done", 0, "2026-01-31", "local"), ((string)facts["status"]!, (int)facts["exit_code"]!, (string)facts["date"]!, (string)facts["engine"]!));
        Assert.Equal(Pipeline.On(new()).Select(stage => stage.Name), facts["stages"]!.AsArray().Select(stage => (string)stage!["name"]!));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(sample.Output, "logs"), "run-*.log"));
    }

    [Fact]
    public void A_second_run_finds_everything_up_to_date()
    {
        var before = Contracts();
        var second = Launcher.Run("run", "--out", sample.Output, "--date", "2026-01-31", "--skip-exit-code", "99");
        Assert.True(second.ExitCode == 99, second.ToString());
        Assert.All(Pipeline.On(new()).Where(stage => stage.Name != "gate"), stage => Assert.Matches($@"\n│ {stage.Name} +│ up to date │ ", second.Output));
        Assert.Equal(before, Contracts());
    }

    [Fact]
    public void A_run_up_to_a_stage_leaves_the_later_ones_alone()
    {
        var run = Launcher.Run("run", "--out", sample.Output, "--date", "2026-01-31", "--to", "als");
        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Matches(@"\n│ als +│ up to date +│", run.Output);
        Assert.Matches(@"\n│ top-n +│ not selected +│", run.Output);
        Assert.Matches(@"\nDone in [\d.]+ s\. Tables: " + sample.Output + "\n$", run.Output);
    }

    [Fact]
    public void The_numbers_of_the_first_protocols_are_those_of_the_reference()
    {
        var metrics = MetricsReading.Rows(sample.Catalog).Where(row => row.Slice == "all").ToDictionary(row => (row.Protocol, row.Model, row.Metric, row.Cutoff), row => row.Value);
        Assert.InRange(metrics[("hash_20", "biases", "RMSE", 0)], 0.852, 0.858);
        Assert.InRange(metrics[("hash_20", "als-ratings", "RMSE", 0)], 0.83, 0.845);
        double popularity = metrics[("strong_liked", "popularity", "NDCG", 100)];
        Assert.InRange(metrics[("strong_liked", "similarity", "NDCG", 100)] - popularity, 0.06, 1);
        Assert.InRange(metrics[("strong_liked", "als", "NDCG", 100)] - popularity, 0.06, 1);
    }

    private string[] Contracts() => [.. Directory.GetFiles(sample.Output, "_contract.json", SearchOption.AllDirectories).Order().Select(File.ReadAllText)];
}
