namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>How long each model took to fit and to score under a protocol.</summary>
internal static class TimesTable
{
    public static void Write(Html html, ReportView view, ProtocolResults protocol)
    {
        var times = view.Evaluation.Times.Where(time => time.Protocol == protocol.Name).ToArray();
        if (times.Length == 0)
            return;
        html.Add($"""
            <table class="narrow">
            <caption>Seconds of evaluation</caption>
            <thead><tr><th scope="col">Model</th><th scope="col" class="n">Fold</th><th scope="col" class="n">To fit</th>
            <th scope="col" class="n">To score</th></tr></thead>
            <tbody>
            """);
        foreach (var time in times)
            html.Add($"""
                <tr><th scope="row">{view.Marks.Label(time.Model)}</th><td class="n">{time.Fold}</td>
                <td class="n">{Timed(time.FitSeconds)}</td><td class="n">{Timed(time.ScoreSeconds)}</td></tr>
                """);
        html.Add($"</tbody></table>");
    }

    private static string Timed(double seconds) => seconds > 0 ? Words.Seconds(seconds) : Words.None;
}
