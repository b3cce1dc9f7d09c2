using RecPipeline.Jobs.Reporting.Page;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RecPipeline.Jobs.Reporting;

namespace RecPipeline.Jobs.Tests.Reporting;

public sealed class HtmlReportTests
{
    private readonly RenderedPage _page = new(SampleFacts.Done());

    [Fact]
    public void Render_EqualFacts_EqualBytes() => Assert.Equal(HtmlReport.Render(SampleFacts.Done()), HtmlReport.Render(SampleFacts.Done()));

    [Fact]
    public void Render_DictionariesInAnotherOrder_EqualBytes()
    {
        var facts = SampleFacts.Done();
        var account = (JsonObject)facts.RowAccount!.DeepClone();
        account["rejected"] = new JsonObject(((JsonObject)account["rejected"]!).Reverse().Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        var other = facts with { ListStatus = facts.ListStatus.Reverse().ToDictionary(), RowAccount = account };
        Assert.Equal(HtmlReport.Render(facts), HtmlReport.Render(other));
    }

    [Fact]
    public void Render_FactsThatWentThroughRunJson_EqualBytes()
    {
        var facts = SampleFacts.Done();
        var read = JsonSerializer.Deserialize<RunFacts>(facts.ToJson(), RunFacts.Json)!;
        Assert.Equal(HtmlReport.Render(facts), HtmlReport.Render(read));
    }

    [Fact]
    public void Render_Page_LoadsNothingAndRunsOnlyItsOwnScript()
    {
        string text = Encoding.UTF8.GetString(HtmlReport.Render(SampleFacts.Done()));
        Assert.DoesNotContain(_page.All("link"), link => !((string)link.Attribute("href")!).StartsWith("data:", StringComparison.Ordinal));
        Assert.DoesNotContain(_page.All("script").Concat(_page.All("img")), each => each.Attribute("src") is not null);
        Assert.DoesNotContain("url(http", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", text, StringComparison.Ordinal);
        Assert.DoesNotContain("style=\"", text, StringComparison.Ordinal);
        var policy = _page.All("meta").Select(meta => (string?)meta.Attribute("content")).Single(content => content?.StartsWith("default-src", StringComparison.Ordinal) == true);
        Assert.Matches("^default-src 'none'; img-src data:; style-src 'sha256-[A-Za-z0-9+/]{43}='; script-src 'sha256-[A-Za-z0-9+/]{43}='$", policy);
    }

    [Fact]
    public void Render_Navigation_LeadsToEverySection()
    {
        var targets = _page.All("nav").Single().Descendants("a").Select(link => ((string)link.Attribute("href")!)[1..]).ToArray();
        Assert.Equal(["overview", "flow", "rows", "splits", "models", "lists", "options", "versions"], targets);
        Assert.Equal(targets, _page.All("section").Select(section => (string)section.Attribute("id")!));
        Assert.Equal(_page.Ids.Distinct(), _page.Ids);
    }

    [Fact]
    public void Render_RunOnSpark_ShowsWhatEachStagesJobsTookAndTheEventLog()
    {
        var page = new RenderedPage(SampleFacts.OnSpark());
        Assert.Contains(page.All("section"), section => (string?)section.Attribute("id") == "spark");
        Assert.Equal(["clean", "7", "3.25 s", "40", "1", "6.50 s", "1.5 MB", "2.0 kB", "5.0 MB", "–"], page.Table("What Spark's jobs took")[1]);
        Assert.Equal(2, page.Table("What Spark's jobs took").Length);
        Assert.Contains("app-1 on Spark 3.5.9, master local[2]. Event log: file:/logs/app-1", page.Text("spark"), StringComparison.Ordinal);
        Assert.Contains("there is no event log: spark.eventLog.enabled is off", new RenderedPage(SampleFacts.OnSpark() with { Spark = new("app-1", "3.5.9", "yarn", null) }).Text("spark"), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_StageThatFailedOnSpark_ShowsWhatItsJobsTookUntilThen()
    {
        var facts = SampleFacts.OnSpark();
        var page = new RenderedPage(facts with { Stages = [facts.Stages[0] with { Status = "failed" }, .. facts.Stages.Skip(1)] });
        Assert.Equal(["clean (failed)", "7", "3.25 s", "40", "1"], page.Table("What Spark's jobs took")[1].Take(5));
    }

    [Fact]
    public void Render_TitleWithMarkup_StaysText()
    {
        string text = Encoding.UTF8.GetString(HtmlReport.Render(SampleFacts.Done()));
        Assert.DoesNotContain("<script>alert", text, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;friends&#39;", text, StringComparison.Ordinal);
        Assert.Single(_page.All("script"));
        Assert.Contains(SampleLists.Hostile, _page.All("th").Select(RenderedPage.Words));
    }

    [Fact]
    public void Render_DataThatLooksLikeAPlaceOfTheSkeleton_StaysText()
    {
        var page = new RenderedPage(SampleFacts.Failed() with { Error = "{{script}} {{main}}" });
        Assert.Contains("{{script}} {{main}}", page.Text("overview"), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ControlCharacters_BecomeReplacements()
    {
        var page = new RenderedPage(SampleFacts.Failed() with { Error = "a\0b\u0001c\ud800d" });
        Assert.Contains("a\ufffdb\ufffdc\ufffdd", page.Text("overview"), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_FailedRun_SaysWhatHappenedAndWhatIsMissing()
    {
        var page = new RenderedPage(SampleFacts.Failed());
        Assert.Contains("Run of 2026-11-02 failed", page.Text("overview"), StringComparison.Ordinal);
        Assert.Contains("The run ended with exit code 1", page.Text("overview"), StringComparison.Ordinal);
        Assert.Contains("31 of 69 rows", page.Text("overview"), StringComparison.Ordinal);
        Assert.Contains("Clean has not written its tables", page.Text("rows"), StringComparison.Ordinal);
        Assert.Contains("Split has not written its tables", page.Text("splits"), StringComparison.Ordinal);
        Assert.Contains("This output holds no metrics of this run", page.Text("models"), StringComparison.Ordinal);
        Assert.Contains("There are no lists to show", page.Text("lists"), StringComparison.Ordinal);
        Assert.Contains("clean parses, validates", page.Text("flow"), StringComparison.Ordinal);
        Assert.Equal(10, page.All("text").Count(text => text.Value == "not reached"));
    }

    [Fact]
    public void Render_HeldBack_ShowsItsWordAndItsMessage()
    {
        var page = new RenderedPage(SampleFacts.Done() with { Status = "held back", ExitCode = 3, Error = "NDCG fell" });
        Assert.Contains("Run of 2026-11-02 held back", page.Text("overview"), StringComparison.Ordinal);
        Assert.Contains("NDCG fell", page.Text("overview"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RowAccount")]
    [InlineData("Splits")]
    [InlineData("Metrics")]
    [InlineData("Definitions")]
    [InlineData("Evaluation")]
    [InlineData("ListStatus")]
    [InlineData("SampleUsers")]
    [InlineData("Stages")]
    [InlineData("Options")]
    public void Render_OnePartMissing_KeepsEverySection(string part)
    {
        var json = (JsonObject)JsonNode.Parse(SampleFacts.Done().ToJson())!;
        string name = JsonNamingPolicy.SnakeCaseLower.ConvertName(part);
        json[name] = json[name] is JsonArray ? new JsonArray() : part is "RowAccount" or "Evaluation" ? null : new JsonObject();
        var page = new RenderedPage(json.Deserialize<RunFacts>(RunFacts.Json)!);
        Assert.Equal(8, page.All("section").Count());
        Assert.All(page.All("section"), section => Assert.Contains(section.Descendants(), each => each.Name.LocalName is "h1" or "h2"));
    }
}
