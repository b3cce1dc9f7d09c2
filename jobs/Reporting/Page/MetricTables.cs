using RecPipeline.Evaluation;

namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>Metrics × models: each metric once with its formula beside it, and below, folded away, at every cutoff and slice.</summary>
internal static class MetricTables
{
    private const int UsualCutoff = 10; // shown for metrics that the headline's cutoff does not have

    public static void Write(Html html, ReportView view, ProtocolResults protocol)
    {
        Open(html, view, protocol, $"All metrics of {protocol.Name}", "Metric and formula");
        foreach (var metric in protocol.Measures.GroupBy(measure => measure.Metric))
        {
            if (metric.All(measure => measure.Slice != MetricRow.All))
                continue;
            var measure = Chosen(protocol, [.. metric.Where(measure => measure.Slice == MetricRow.All)]);
            Row(html, protocol, measure, measure.Name, view.Facts.Definitions.GetValueOrDefault(measure.Metric, ""));
        }
        html.Add($"</tbody></table></div>");
        if (protocol.Measures.Count > protocol.Measures.DistinctBy(measure => measure.Metric).Count())
            Everything(html, view, protocol);
    }

    private static Measure Chosen(ProtocolResults protocol, Measure[] cutoffs) =>
        Array.Find(cutoffs, measure => measure.Cutoff == protocol.Headline.Cutoff)
        ?? Array.Find(cutoffs, measure => measure.Cutoff == UsualCutoff)
        ?? cutoffs[0];

    private static void Everything(Html html, ReportView view, ProtocolResults protocol)
    {
        html.Add(
            $"""<details><summary>Every cutoff and slice of {protocol.Name} ({Words.Counted(protocol.Measures.Count, "line")})"""
            + $"""</summary>""");
        Open(html, view, protocol, $"Every cutoff and slice of {protocol.Name}", "Metric");
        foreach (var metric in protocol.Measures.GroupBy(measure => measure.Metric))
        {
            html.Add($"""
                </tbody><tbody>
                <tr class="group"><th scope="rowgroup"
                colspan="{protocol.Models.Count + 3}">{metric.Key}{Note(view.Facts.Definitions.GetValueOrDefault(metric.Key, ""))}</th></tr>
                """);
            foreach (var measure in metric)
                Row(html, protocol, measure, measure.FullName, note: "");
        }
        html.Add($"</tbody></table></div></details>");
    }

    private static void Open(Html html, ReportView view, ProtocolResults protocol, string caption, string first)
    {
        html.Add($"""
            <div class="scroll" tabindex="0" role="group" aria-label="{caption}">
            <table class="metrics">
            <caption>{caption}; below each value its {(protocol.Folds == 1 ? "95 % interval" : "lowest and highest fold")}</caption>
            <thead><tr><th scope="col">{first}</th>
            """);
        foreach (string model in protocol.Models)
            html.Add($"""<th scope="col" class="n">{view.Marks.Label(model)}</th>""");
        html.Add($"""<th scope="col" class="n">Users</th><th scope="col" class="n">Skipped</th></tr></thead><tbody>""");
    }

    private static void Row(Html html, ProtocolResults protocol, Measure measure, string name, string note)
    {
        html.Add($"""<tr><th scope="row">{name}{Note(note)}</th>""");
        string? best = protocol.Best(measure);
        foreach (string model in protocol.Models)
            Cell(html, measure, protocol[measure, model], model == best);
        var results = protocol.Models.Select(model => protocol[measure, model]).OfType<Result>().ToArray();
        html.Add(
            $"""<td class="n">{Spread(results.Select(result => result.Users))}</td>"""
            + $"""<td class="n">{Spread(results.Select(result => result.Skipped))}</td></tr>""");
    }

    private static Html Note(string note)
    {
        var html = new Html();
        if (note.Length > 0)
            html.Add($"""<span class="note">{note}</span>""");
        return html;
    }

    private static void Cell(Html html, Measure measure, Result? result, bool isBest)
    {
        string interval = result is null ? Words.None : Words.Interval(measure.Metric, result.Low, result.High);
        string value = result is null ? Words.None : Words.Value(measure.Metric, result.Value);
        html.Add($"""<td class="n {(isBest ? "best" : "")}">{value}{Note(interval == Words.None ? "" : interval)}</td>""");
    }

    // Models may be measured on different numbers of users.
    private static string Spread(IEnumerable<long> counts) => counts.Order().ToArray() switch
    {
        [] => Words.None,
        [var least, .., var most] when least != most => $"{least:N0}–{most:N0}",
        [var count, ..] => $"{count:N0}",
    };
}
