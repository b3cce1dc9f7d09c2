using System.Globalization;

namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>Where every row of the items file, or of the users file, has gone.</summary>
internal static class DescriptionRows
{
    /// <param name="kind">items or users.</param>
    /// <param name="facts">Null where there is no such file; then nothing is written.</param>
    public static void Write(Html html, string kind, DescriptionFacts? facts)
    {
        if (facts is null)
            return;
        bool isGood = facts is { Lost: 0, Share: >= DescriptionFacts.GoodShare };
        html.Add($"""
            <h3>The {kind} file</h3>
            <p class="verdict {(isGood ? "good" : "warn")}">It describes {facts.Described:N0} of {facts.Rated:N0} rated {kind}
            ({Words.Share(facts.Share)});
            {facts.Lost:N0} of {facts.RowsIn:N0} rows could not be read.</p>
            <div class="scroll" tabindex="0" role="group" aria-label="Rows of the {kind} file">
            <table class="narrow">
            <caption>Rows of the {kind} file, and what became of them</caption>
            <thead><tr><th scope="col">What became of it</th><th scope="col" class="n">Rows</th>
            <th scope="col" class="n">First line</th><th scope="col">What stands there</th></tr></thead>
            <tbody>
            """);
        Line(html, $"describes one of the rated {kind}", facts.Described);
        Line(html, "describes another one", facts.Unrated);
        foreach (var (reason, rows) in facts.Unread)
            Line(html, $"unread: {reason}", rows.Rows, rows);
        if (facts.Repeated is { } repeated)
            Line(html, "repeats an id", repeated.Rows, repeated);
        html.Add($"""
            </tbody>
            <tfoot><tr><th scope="row">rows read</th><td class="n">{facts.RowsIn:N0}</td><td></td><td></td></tr></tfoot>
            </table></div>
            """);
        if (facts.Latin1 is { } latin1)
            html.Add(
                $"""<p class="note">{latin1.Rows:N0} rows are no UTF-8 and were read as latin-1, first at line {latin1.FirstLine:N0}."""
                + $"""</p>""");
        Features(html, facts);
    }

    private static void Line(Html html, string name, long count, PlacedRows? rows = null)
    {
        string? line = rows?.FirstLine.ToString("N0", CultureInfo.InvariantCulture);
        html.Add($"""<tr><th scope="row">{name}</th><td class="n">{count:N0}</td><td class="n">{line}</td><td>{rows?.Why}</td></tr>""");
    }

    private static void Features(Html html, DescriptionFacts facts)
    {
        foreach (var feature in facts.Features)
            html.Add($"""<p class="note">Feature {feature.Name} ({feature.Kind}): {feature.Rows:N0} rows{Unread(feature)}.</p>""");
    }

    private static string Unread(FeatureFacts feature) => feature.Unread is { } unread
        ? $"; {unread.Rows:N0} fields unread, first at line {unread.FirstLine:N0}: {unread.Why}" : "";
}
