using RecPipeline.Jobs.Reporting.Page;
using System.Buffers.Binary;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Tests.Reporting;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests.Report;

/// <summary>The report in a real browser: light, dark, narrow, and without script. Screenshots stay in artifacts/report-page for whoever wants to look.</summary>
[Trait("Tier", "All")]
public sealed class ReportInBrowserTests
{
    private static readonly Dictionary<string, int> Widths = new() { ["light-1280"] = 1280, ["dark-1280"] = 1280, ["light-400"] = 400, ["no-script"] = 1280 };

    [BrowserFact]
    public void The_page_of_a_full_run_shows_without_error_or_network()
    {
        var views = Open("done", HtmlReport.Render(SampleFacts.Done()));
        Assert.All(views, view => Assert.Equal("RecPipeline run of 2026-11-02: done", view.Title));
        Assert.All(views, view => Assert.Contains("Ranking for users no model saw", view.Text, StringComparison.Ordinal));
        Assert.Equal(views.Single(view => view.View == "light-1280").Text, views.Single(view => view.View == "no-script").Text);
    }

    [BrowserFact]
    public void The_page_of_a_failed_run_shows_without_error_or_network()
    {
        var views = Open("failed", HtmlReport.Render(SampleFacts.Failed()));
        Assert.All(views, view => Assert.Contains("<script>alert(1)</script>", view.Text, StringComparison.Ordinal));
    }

    [BrowserFact]
    public void The_page_of_a_run_over_the_sample_shows_without_error_or_network()
    {
        using var folder = new TemporaryFolder();
        var run = ChildProcess.Run(Repository.At("recpipeline"), "run", "--out", folder.At("out"));
        Assert.True(run.ExitCode == 0, run.ToString());
        var views = Open("sample", File.ReadAllBytes(folder.At("out", "report", "index.html")));
        Assert.All(views, view => Assert.Contains("The account balances exactly: 100,836 rows", view.Text, StringComparison.Ordinal));
    }

    private static IReadOnlyList<SeenView> Open(string name, byte[] page)
    {
        string screenshots = Repository.At("artifacts", "report-page", name);
        Directory.CreateDirectory(screenshots);
        string file = Path.Combine(screenshots, "index.html");
        File.WriteAllBytes(file, page);
        var views = Browser.Open(file, screenshots);
        Assert.Equal(Widths.Keys, views.Select(view => view.View));
        Assert.All(views, view => Check(view, Path.Combine(screenshots, view.View + ".png")));
        return views;
    }

    private static void Check(SeenView view, string screenshot)
    {
        Assert.Empty(view.Messages);
        Assert.Empty(view.Requests);
        Assert.Empty(view.Failures);
        Assert.Empty(view.Violations ?? []);
        Assert.Equal(view.View == "no-script" ? null : "Overview", view.Current);
        Assert.InRange(view.Width ?? 0, 0, Widths[view.View]); // nothing sticks out to the side
        Assert.Equal(Widths[view.View], PngWidth(screenshot));
    }

    // A PNG file: 8 bytes signature, then the chunk IHDR: length, name, width.
    private static int PngWidth(string file)
    {
        var bytes = File.ReadAllBytes(file);
        Assert.Equal("IHDR"u8, bytes.AsSpan(12, 4));
        return BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16, 4));
    }
}
