using System.Text;
using System.Text.Json.Nodes;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

public sealed class GateStageTests : IDisposable
{
    private const string Metric = "strong_liked/blend/NDCG@100";
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();
    private readonly PipelineOptions _options;

    public GateStageTests()
    {
        _options = SmallRun.Options(SmallData.Write(_folder)) with { Gate = new GateOptions { Metrics = [Metric] } };
        SmallRun.Execute(_store, _options);
    }

    [Fact]
    public void Run_MetricFellByMoreThanAllowed_HoldsTheRunBackWithCode3()
    {
        double now = Published();
        Publish(now * 2);
        var before = SmallRun.Hashes(_store, _options);
        var error = Assert.Throws<PipelineException>(() => SmallRun.Execute(_store, _options with { TopN = _options.TopN with { N = 5 } }));
        Assert.Equal(ExitCode.HeldBack, error.Code);
        Assert.Equal(
            $"The quality gate holds this run back; what was published stays.\n  {Metric} fell from {now * 2:0.####} to {now:0.####}, by 50.0%; gate.maxDrop allows 10.0%.\n"
            + "Look at report/index.html. Raise gate.maxDrop if the fall is meant.",
            error.Message);
        Assert.Equal(now * 2, Published());
        Assert.Equal(before["published/recommendations"], SmallRun.Hashes(_store, _options)["published/recommendations"]);
    }

    [Fact]
    public void Run_HeldBack_WritesTheReportThatItsMessageNames()
    {
        Publish(Published() * 2);
        var error = Assert.Throws<PipelineException>(() => SmallRun.Execute(_store, _options with { TopN = _options.TopN with { N = 5 } }));
        string page = Encoding.UTF8.GetString(Bytes("report/index.html"));
        Assert.Contains("held back</title>", page, StringComparison.Ordinal);
        Assert.Contains("The run ended with exit code 3", page, StringComparison.Ordinal);
        Assert.Contains(error.Message.Split('\n')[1].Trim(), page, StringComparison.Ordinal);
        Assert.Contains("Recommended to user ", page, StringComparison.Ordinal);
        var facts = JsonNode.Parse(Bytes("run.json"))!;
        Assert.Equal(("held back", 3, error.Message), ((string)facts["status"]!, (int)facts["exit_code"]!, (string)facts["error"]!));
        Assert.NotEmpty(facts["metrics"]!.AsArray());
    }

    [Theory]
    [InlineData("{ \"metrics\": ")]
    [InlineData("[]")]
    [InlineData("{ \"metrics\": { \"strong_liked/blend/NDCG@100\": \"high\" } }")]
    [InlineData("{ \"metrics\": 7 }")]
    public void Run_DamagedPublishedFile_SaysWhatToDoWithCode2(string content)
    {
        _store.Replace("published.json", Encoding.UTF8.GetBytes(content));
        var error = Assert.Throws<UsageException>(() => SmallRun.Execute(_store, _options));
        Assert.StartsWith("Reading 'memory:published.json', which tells the gate what was published last: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Put the file back as it was, or delete it; the gate then compares with nothing.", error.Message, StringComparison.Ordinal);
        _store.Delete("published.json");
        SmallRun.Execute(_store, _options);
        Assert.InRange(Published(), 0, 1);
    }

    [Theory]
    [InlineData(1.05)]
    [InlineData(0.5)]
    public void Run_MetricFellALittleOrRose_LetsTheRunGoOn(double before)
    {
        double now = Published();
        Publish(now * before);
        var run = SmallRun.Execute(_store, _options, force: true);
        Assert.Equal(StageStatus.Ran, run.Outcomes.Single(outcome => outcome.Stage == "publish").Status);
        Assert.Equal(now, Published());
    }

    [Fact]
    public void Run_MetricThatIsNotMeasured_FailsWithCode2AndNamesTheNearest()
    {
        var error = Assert.Throws<UsageException>(() => SmallRun.Execute(_store, _options with { Gate = new GateOptions { Metrics = ["strong_liked/blend/NDCH@100"] } }));
        Assert.Equal("gate.metrics names 'strong_liked/blend/NDCH@100', which protocol 'strong_liked' does not measure. Did you mean 'strong_liked/blend/NDCG@100'?", error.Message);
    }

    [Fact]
    public void Run_MetricOfAProtocolThatIsNotEvaluated_IsLeftOut()
    {
        var run = SmallRun.Execute(_store, _options with { Evaluate = _options.Evaluate with { Protocols = ["hash_20"] } }, new StageSelection(To: "gate"));
        Assert.Equal(StageStatus.Ran, run.Outcomes.Single(outcome => outcome.Stage == "gate").Status);
    }

    public void Dispose() => _folder.Dispose();

    private double Published() => (double)Json()["metrics"]![Metric]!;

    private void Publish(double value)
    {
        var json = Json();
        json["metrics"]![Metric] = value;
        _store.Replace("published.json", Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    private JsonNode Json() => JsonNode.Parse(Bytes("published.json"))!;

    private byte[] Bytes(string path)
    {
        using var stream = (MemoryStream)_store.Open(path);
        return stream.ToArray();
    }
}
