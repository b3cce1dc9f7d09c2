namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>
/// Models against each other on the same users: all against the baseline, then what else was compared, such as the blend with its parts.
/// </summary>
internal static class DifferenceTable
{
    public static void Write(Html html, ReportView view, ProtocolResults protocol)
    {
        var toBaseline = protocol.Comparisons.Where(each => each.Baseline == protocol.Baseline)
            .GroupBy(each => (each.Fold, each.Metric, each.Cutoff, each.Baseline));
        var others = protocol.Comparisons.Where(each => each.Baseline != protocol.Baseline)
            .GroupBy(each => (each.Fold, each.Metric, each.Cutoff, each.Model));
        if (!protocol.Comparisons.Any())
            return;
        html.Add($"""
            <h4>Differences, in pairs</h4>
            <p class="note">Both models are measured on the same users and subtracted user by user; the line is the 95 % interval of the
            mean difference.
            A line that does not touch 0 is a difference.</p>
            """);
        if (protocol.BestModel is { } best)
            html.Add($"<p>{Sentence(best)}</p>");
        html.Add($"<div class=\"charts\">");
        foreach (var group in toBaseline)
            Chart(html, view, [.. group], $"minus that of {group.Key.Baseline}", each => each.Model);
        foreach (var group in others)
            Chart(html, view, [.. group], $"of {group.Key.Model} minus that of", each => each.Baseline);
        html.Add($"</div>");
    }

    private static string Sentence(BestFact best)
    {
        string[] alike = [.. best.Others.Where(each => !each.ToldApart)
            .Select(each => each.AdjustedP is { } p ? $"{each.Model} (p = {p:0.00})" : each.Model)];
        string comparisons = Words.Counted(best.Others.Count, "comparison");
        return $"{best.Model} is best by {MetricNames.Display(best.Metric, best.Cutoff)}. By Holm’s correction for {comparisons} at 5 % "
            + (alike.Length == 0 ? "all others are worse." : $"it cannot be told from {string.Join(", ", alike)}; all others are worse.");
    }

    private static void Chart(Html html, ReportView view, ComparisonFact[] comparisons, string what, Func<ComparisonFact, string> named)
    {
        var first = comparisons[0];
        string note = $"{(first.Fold is { } fold ? $"fold {fold}" : "all folds")}, "
            + $"{Words.Counted(comparisons.Max(each => each.Users), "user")}, "
            + (MetricNames.IsLowerBetter(first.Metric) ? "below 0 is better" : "above 0 is better");
        var rows = comparisons.Select(
            each => new ChartRow(named(each), each.Difference ?? double.NaN, each.Low ?? double.NaN, each.High ?? double.NaN)).ToArray();
        string caption = $"{MetricNames.Display(first.Metric, first.Cutoff)} {what}";
        html.Add(
            $"""<div class="wide">{IntervalChart.Draw(view.Marks, caption, note, first.Metric, rows, best: null, isDifference: true)}"""
            + $"""</div>""");
    }
}
