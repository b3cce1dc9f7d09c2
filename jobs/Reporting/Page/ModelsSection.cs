using RecPipeline.Evaluation;

namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>For each protocol all models side by side: chart, paired differences, metrics with their formulas, times.</summary>
internal static class ModelsSection
{
    public static void Write(Html html, ReportView view)
    {
        html.Add($"""<h2 id="models-title">Models side by side</h2>""");
        if (view.Protocols.Count == 0)
        {
            html.Add(
                $"""<p class="absent">This output holds no metrics of this run: evaluation did not run, or not with these options.</p>""");
            return;
        }
        foreach (var protocol in view.Protocols)
            Protocol(html, view, protocol);
    }

    private static void Protocol(Html html, ReportView view, ProtocolResults protocol)
    {
        html.Add(
            $"""<article class="protocol"><h3 id="models-{protocol.Name}">{MetricNames.Task(protocol.Name)} """
            + $"""<span class="code">{protocol.Name}</span></h3>""");
        Conditions(html, view, protocol);
        html.Add($"""<div class="charts">""");
        foreach (var measure in Charted(protocol))
            html.Add($"""<div class="{(measure == protocol.Headline ? "wide" : "")}">{Chart(view, protocol, measure)}</div>""");
        html.Add($"</div>");
        DifferenceTable.Write(html, view, protocol);
        MetricTables.Write(html, view, protocol);
        TimesTable.Write(html, view, protocol);
        html.Add($"</article>");
    }

    // Under which conditions the numbers came about; a number without them is no result.
    private static void Conditions(Html html, ReportView view, ProtocolResults protocol)
    {
        html.Add($"""<dl class="conditions">""");
        if (view.Splits.FirstOrDefault(split => split.Protocol == protocol.Name)?.Rule is { } rule)
            html.Add($"<div><dt>Split</dt><dd>{rule}</dd></div>");
        if (view.Evaluation.CandidateSets.TryGetValue(protocol.Name, out string? candidates))
            html.Add($"<div><dt>Candidates</dt><dd>{candidates}</dd></div>");
        if (protocol.Models.Select(model => protocol[protocol.Headline, model]).OfType<Result>().FirstOrDefault() is { } result)
            html.Add($"<div><dt>Users</dt><dd>{Users(protocol, result)}</dd></div>");
        foreach (var model in view.Evaluation.Tuned.Where(each => each.Protocol == protocol.Name).GroupBy(each => each.Model))
            html.Add($"<div><dt>Chosen by validation users</dt><dd>{model.Key}: {TunedWords(model)}</dd></div>");
        foreach (var folds in view.Evaluation.Rules.Where(each => each.Protocol == protocol.Name).GroupBy(each => each.Rule))
            html.Add($"<div><dt>Rule of lists</dt><dd>{folds.Key}: {string.Join("; ", folds.Select(RuleWords))}</dd></div>");
        html.Add(
            $"<div><dt>Drawn by</dt><dd>seed {Words.Json(view.Option("seed"))}, {Words.Counted(protocol.Folds, "fold")}</dd></div></dl>");
    }

    // An option once, with its value in each fold.
    private static string TunedWords(IEnumerable<TunedFact> folds) => string.Join("; ", folds.SelectMany(fold => fold.Options)
        .GroupBy(option => option.Key, option => Words.Json(option.Value))
        .Select(option => $"{option.Key} {string.Join(", ", option)}"));

    private static string RuleWords(RuleFact fold) =>
        $"{MetricNames.Display(fold.Metric, fold.Cutoff)} of the blend {Words.Value(fold.Metric, fold.Blend ?? double.NaN)}, under it "
        + $"{Words.Value(fold.Metric, (fold.Blend + fold.Difference) ?? double.NaN)} "
        + $"(difference {fold.Low:+0.0000;-0.0000;0} to {fold.High:+0.0000;-0.0000;0})";

    // What a sample costs is the width of the interval, which is over the users drawn.
    private static string Users(ProtocolResults protocol, Result result)
    {
        string measured = $"{result.Users:N0} measured by {protocol.Headline.Name}";
        if (protocol.Sample is not { } sample || sample.Users == sample.Of)
            return $"{measured}, {Skipped(result.Skipped)}";
        string half = protocol.Folds == 1 && double.IsFinite(result.High - result.Low)
            ? $"; half of the 95 % interval is {Words.Value(protocol.Headline.Metric, (result.High - result.Low) / 2)}"
            : "";
        return $"{measured}, {Skipped(result.Skipped - sample.Of + sample.Users)}: {sample.Users:N0} of {sample.Of:N0} test users, "
            + $"drawn by hash (evaluate.maxUsers){half}";
    }

    private static string Skipped(long users) =>
        users == 0 ? "none skipped" : $"{users:N0} skipped because they have nothing to be measured by";

    // The headline, then the same metric at the other cutoffs.
    private static IEnumerable<Measure> Charted(ProtocolResults protocol) => protocol.Measures
        .Where(measure => measure.Slice == MetricRow.All && measure.Metric == protocol.Headline.Metric && measure != protocol.Headline)
        .OrderBy(measure => measure.Cutoff)
        .Prepend(protocol.Headline);

    private static Html Chart(ReportView view, ProtocolResults protocol, Measure measure)
    {
        var rows = protocol.Models.Select(model => (model, result: protocol[measure, model])).Where(each => each.result is not null)
            .Select(each => new ChartRow(each.model, each.result!.Value, each.result.Low, each.result.High)).ToArray();
        string direction = MetricNames.IsLowerBetter(measure.Metric) ? ", lower is better" : "";
        string note = measure == protocol.Headline ? $"{RangeWords(protocol)}{direction}" : "";
        return IntervalChart.Draw(view.Marks, measure.Name, note, measure.Metric, rows, protocol.Best(measure));
    }

    private static string RangeWords(ProtocolResults protocol) =>
        protocol.Folds == 1 ? "line: 95 % interval over users" : $"mean of {protocol.Folds} folds; line: lowest to highest fold";
}
