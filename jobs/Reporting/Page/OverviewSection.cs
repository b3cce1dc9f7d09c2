namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>What the run was, how it ended, and its numbers at a glance.</summary>
internal static class OverviewSection
{
    public static void Write(Html html, ReportView view)
    {
        var facts = view.Facts;
        html.Add($"""
            <header class="head">
            <p class="eyebrow">RecPipeline</p>
            <h1 id="overview-title">Run of {facts.Date} <span class="status {StatusClass(facts.Status)}">{facts.Status}</span></h1>
            """);
        Particulars(html, view);
        html.Add($"</header>");
        if (facts.Error is not null)
            Failure(html, facts);
        if (facts.Warnings.Count > 0)
            Warnings(html, facts.Warnings);
        if (view.Protocols.Count > 0)
            HeadlineCards.Write(html, view);
        Tiles(html, view);
    }

    /// <summary>The class that colours a run's or a stage's status; the word always stands beside it.</summary>
    public static string StatusClass(string status) => status switch
    {
        "done" or "ran" => "good",
        "failed" => "bad",
        "held back" => "warn",
        _ => "quiet",
    };

    private static void Particulars(Html html, ReportView view)
    {
        var facts = view.Facts;
        html.Add($"""<dl class="particulars">""");
        Particular(html, "Started", $"{facts.Started.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
        Particular(html, "Duration", Words.Seconds(facts.Seconds));
        Particular(html, "Engine", $"{facts.Engine}, {Words.Counted(facts.Threads, "thread")}");
        Particular(html, "Program", VersionsSection.Short(facts.Program));
        Particular(html, "Seed", Words.Json(view.Option("seed")));
        Particular(html, "Ratings", Words.Json(view.Option("input.ratings")));
        html.Add($"</dl>");
    }

    private static void Particular(Html html, string name, string value) => html.Add($"<div><dt>{name}</dt><dd>{value}</dd></div>");

    private static void Failure(Html html, RunFacts facts) => html.Add($"""
        <div class="failure" role="alert">
        <h2>The run ended with exit code {facts.ExitCode}</h2>
        <pre>{facts.Error}</pre>
        <p>Tables and numbers further down are those that the output held at that moment.</p>
        </div>
        """);

    private static void Warnings(Html html, IReadOnlyList<string> warnings)
    {
        html.Add($"""<div class="warnings" role="note"><h2>{Words.Counted(warnings.Count, "warning")}</h2><ul>""");
        foreach (string warning in warnings)
            html.Add($"<li>{warning}</li>");
        html.Add($"</ul></div>");
    }

    private static void Tiles(Html html, ReportView view)
    {
        html.Add($"""<dl class="tiles">""");
        if (view.Account is { } account)
            Tile(html, $"{account.Kept:N0}", $"ratings kept of {account.RowsIn:N0}");
        if (view.Rows("users") is { } users)
            Tile(html, $"{users:N0}", view.Rows("items") is { } items ? $"users, {items:N0} items" : "users");
        if (view.Splits.Count > 0)
            Tile(html, $"{view.Splits.Sum(split => split.Proof.Violations):N0}",
                $"leaks found in {Words.Counted(view.Splits.Count, "split")}");
        if (view.Facts.ListStatus.Count > 0)
            Tile(html, $"{view.Facts.ListStatus.GetValueOrDefault("full"):N0}",
                $"full lists for {view.Facts.ListStatus.Values.Sum():N0} users");
        int ran = view.Facts.Stages.Count(stage => stage.Status == "ran");
        Tile(
            html, $"{ran}",
            $"{(ran == 1 ? "stage" : "stages")} ran, {view.Facts.Stages.Count(stage => stage.Status == "up to date")} up to date");
        html.Add($"</dl>");
    }

    private static void Tile(Html html, string number, string name) =>
        html.Add($"""<div class="tile"><dt>{name}</dt><dd>{number}</dd></div>""");
}
