namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>The flow as a picture, and below it every stage and table.</summary>
internal static class FlowSection
{
    public static void Write(Html html, ReportView view)
    {
        html.Add($"""
            <h2 id="flow-title">Flow</h2>
            <figure class="flow">
            <div class="scroll" tabindex="0" role="group" aria-label="Picture of the flow">
            {FlowPicture.Draw(view.Facts)}
            </div>
            <figcaption>An arrow leads from the stage that writes a table to a stage that reads it. Arrows that a longer way implies are
            left out; the table below names everything a stage reads. Seconds are those of the run that wrote the stage's
            tables.</figcaption>
            </figure>
            <div class="scroll" tabindex="0" role="group" aria-label="Stages and tables">
            <table class="stages">
            <caption>Stages and tables; the content is the beginning of the table's hash</caption>
            <thead><tr><th scope="col">Stage and its tables</th><th scope="col" class="n">Rows</th><th scope="col">Content</th>
            <th scope="col" class="n">Seconds</th><th scope="col">Status</th></tr></thead>
            """);
        foreach (var stage in view.Facts.Stages)
            Stage(html, view.Facts, stage);
        html.Add($"</table></div>");
    }

    /// <summary>A stage's status in words; the page's own stage is still at work while the page is written.</summary>
    public static string StatusWords(RunFacts facts, StageFacts stage) => stage.Status switch
    {
        "" when stage.Name == "report" && facts.Status == "done" => "this page",
        "" => "not reached",
        _ => stage.Status,
    };

    private static void Stage(Html html, RunFacts facts, StageFacts stage)
    {
        html.Add($"""
            <tbody>
            <tr class="stage"><th scope="rowgroup" colspan="3">{stage.Name}<span class="note">{stage.Does}{Reads(stage)}</span></th>
            <td class="n">{(stage.Seconds > 0 ? Words.Seconds(stage.Seconds) : Words.None)}</td>
            <td><span class="status {OverviewSection.StatusClass(stage.Status)}">{StatusWords(facts, stage)}</span></td></tr>
            """);
        foreach (var table in stage.Tables)
            html.Add($"""
                <tr><td class="code">{table.Table}</td><td class="n">{table.Rows:N0}</td>
                <td class="code quiet" title="content hash {table.ContentHash}, key {table.Key}">{Words.ShortHash(table.ContentHash)}</td>
                <td></td><td></td></tr>
                """);
        html.Add($"</tbody>");
    }

    private static string Reads(StageFacts stage) => stage.Reads.Count == 0 ? "" : $" (reads {string.Join(", ", stage.Reads)})";
}
