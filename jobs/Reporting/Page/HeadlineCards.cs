namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>One card for each protocol: its headline metric, the best model, and how far that model is from the baseline.</summary>
internal static class HeadlineCards
{
    public static void Write(Html html, ReportView view)
    {
        html.Add($"""<div class="cards">""");
        foreach (var protocol in view.Protocols)
            Card(html, view, protocol);
        html.Add($"</div>");
    }

    private static void Card(Html html, ReportView view, ProtocolResults protocol)
    {
        var headline = protocol.Headline;
        if (protocol.Best(headline) is not { } best || protocol[headline, best] is not { } result)
            return;
        html.Add($"""
            <article class="card">
            <h2><a href="#models-{protocol.Name}">{MetricNames.Task(protocol.Name)}</a></h2>
            <p>{headline.Name} of {protocol.Name}{(MetricNames.IsLowerBetter(headline.Metric) ? ", lower is better" : "")}</p>
            <p class="value">{Words.Value(headline.Metric, result.Value)}</p>
            <p>{RangeWords(protocol)} {Words.Interval(headline.Metric, result.Low, result.High)}</p>
            <p class="best">{view.Marks.Label(best)} is best</p>
            <p>{Against(protocol, best, result)}</p>
            <p>{Rival(protocol, best)}</p>
            </article>
            """);
    }

    /// <summary>What stands beside a value: an interval over users, or the spread of folds.</summary>
    public static string RangeWords(ProtocolResults protocol) => protocol.Folds == 1 ? "95 % interval" : $"mean of {protocol.Folds} folds,";

    private static string Against(ProtocolResults protocol, string best, Result result)
    {
        if (protocol.Baseline is not { } baseline || protocol[protocol.Headline, baseline] is not { } other)
            return "There is no baseline to hold it against.";
        if (baseline == best)
            return $"No model is better than {baseline}, the baseline.";
        string metric = protocol.Headline.Metric;
        double difference = result.Value - other.Value;
        string share = other.Value == 0 ? "" : $" ({Words.SignedShare(difference / other.Value)})";
        string plain = $"{Words.Difference(metric, difference)}{share} against {baseline}";
        return protocol.Compared(best, baseline) is { Low: { } low, High: { } high } paired
            ? $"{plain}; {InPairs(protocol, paired.Metric)} {Words.Interval(metric, low, high)}"
            : plain;
    }

    // Whether the second best model is behind by more than chance; it is named only where the two were compared.
    private static string Rival(ProtocolResults protocol, string best) =>
        protocol.SecondBest(protocol.Headline) is { } rival && rival != protocol.Baseline
            && protocol.Compared(best, rival) is { Low: { } low, High: { } high } paired
            ? $"{(low > 0 || high < 0 ? "Clearly ahead of" : "Not clearly ahead of")} {rival}; "
            + $"{InPairs(protocol, paired.Metric)} {Words.Interval(paired.Metric, low, high)}"
            : "";

    private static string InPairs(ProtocolResults protocol, string metric) =>
        metric == protocol.Headline.Metric ? "in pairs" : $"{metric} in pairs";
}
