namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>What each protocol and fold hides, and the proof that it stays hidden.</summary>
internal static class SplitsSection
{
    private static readonly (string Role, string Words)[] Roles =
        [("train", "Train"), ("test", "Test"), ("fold_in", "History"), ("validation_test", "Validation"),
            ("validation_fold_in", "Validation history"), ("dropped", "Not used")];

    public static void Write(Html html, ReportView view)
    {
        html.Add($"""<h2 id="splits-title">Split proof</h2>""");
        if (view.Splits.Count == 0)
        {
            html.Add($"""<p class="absent">Split has not written its tables, so there is nothing to prove.</p>""");
            return;
        }
        html.Add($"""
            <p>Every pair of neighbouring rows was compared: no user and item pair is in a training table and a hidden one. For each user
            with rows on both sides the promise of the split was checked: no hidden row before a training row where the split goes by
            time, no training row at all where it holds users out.</p>
            <div class="scroll" tabindex="0" role="group" aria-label="Split proof">
            <table>
            <caption>Rows by role, comparisons made, violations found</caption>
            <thead><tr><th scope="col">Protocol</th><th scope="col" class="n">Fold</th>
            """);
        foreach (var (_, words) in Roles)
            html.Add($"""<th scope="col" class="n">{words}</th>""");
        html.Add(
            $"""<th scope="col" class="n">Pairs compared</th><th scope="col" class="n">Users compared</th>"""
            + $"""<th scope="col" class="n">Violations</th></tr></thead><tbody>""");
        foreach (var split in view.Splits)
            Row(html, split);
        html.Add($"</tbody></table></div>");
        Rules(html, view.Splits);
    }

    private static void Row(Html html, SplitFact split)
    {
        html.Add($"""<tr><th scope="row">{split.Protocol}</th><td class="n">{split.Fold}</td>""");
        foreach (var (role, _) in Roles)
            html.Add($"""<td class="n">{(split.Rows.GetValueOrDefault(role) is > 0 and var rows ? $"{rows:N0}" : Words.None)}</td>""");
        html.Add($"""
            <td class="n">{split.Proof.PairsCompared:N0}</td><td class="n">{split.Proof.UsersCompared:N0}</td>
            <td class="n"><span class="status {(split.Proof.Passed ? "good" : "bad")}">{split.Proof.Violations:N0}</span></td></tr>
            """);
        foreach (string violation in split.Proof.FirstViolations)
            html.Add($"""<tr><td class="bad" colspan="{Roles.Length + 5}">{violation}</td></tr>""");
    }

    private static void Rules(Html html, IReadOnlyList<SplitFact> splits)
    {
        html.Add($"""<dl class="rules">""");
        foreach (var split in splits.Where(split => split.Rule is not null).DistinctBy(split => split.Protocol))
            html.Add($"<dt>{split.Protocol}</dt><dd>{split.Rule}.</dd>");
        html.Add($"</dl>");
    }
}
