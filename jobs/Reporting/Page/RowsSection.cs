using RecPipeline.Jobs.Configuration;

namespace RecPipeline.Jobs.Reporting.Page;

/// <summary>Where every row of the ratings file has gone.</summary>
internal static class RowsSection
{
    public static void Write(Html html, ReportView view)
    {
        html.Add($"""<h2 id="rows-title">Row account</h2>""");
        Input(html, view.Facts.Input);
        if (view.Account is not { } account)
        {
            html.Add($"""<p class="absent">Clean has not written its tables, so there is no account of rows.</p>""");
            return;
        }
        var lines = Lines(account);
        html.Add($"""<p class="verdict {(account.Balances ? "good" : "bad")}">{Verdict(account)}</p>""");
        html.Add($"""<figure class="account">{ShareBar.Draw("Rows of the ratings file", lines)}</figure>""");
        html.Add($"""
            <table class="narrow">
            <caption>Rows read, and what became of them</caption>
            <thead><tr><th scope="col">What became of it</th><th scope="col" class="n">Rows</th><th scope="col" class="n">Share</th></tr>
            </thead>
            <tbody>
            """);
        foreach (var line in lines)
            html.Add(
                $"""<tr><th scope="row">{ShareBar.Key(line)}{line.Name}</th><td class="n">{line.Count:N0}</td>"""
                + $"""<td class="n">{ShareOf(line.Count, account.RowsIn)}</td></tr>""");
        html.Add($"""
            </tbody>
            <tfoot><tr><th scope="row">rows read</th><td class="n">{account.RowsIn:N0}</td>
            <td class="n">{ShareOf(account.Accounted, account.RowsIn)}</td></tr></tfoot>
            </table>
            """);
        if (view.Facts.RatingFacts?["words"] is { } words)
            html.Add($"<p>{(string?)words}.</p>");
        DescriptionRows.Write(html, "items", DescriptionFacts.Of(view.Facts.ItemsAccount));
        DescriptionRows.Write(html, "users", DescriptionFacts.Of(view.Facts.UsersAccount));
    }

    // A wrong guess shows in its first rows.
    private static void Input(Html html, ResolvedInput? input)
    {
        if (input is null)
            return;
        html.Add($"""<p>The input: {input.Words}.</p>""");
        if (input.FirstRows.Count == 0)
            return;
        html.Add($"""
            <div class="scroll" tabindex="0" role="group" aria-label="First rows of the input">
            <table class="narrow">
            <caption>Its first rows, as they are understood</caption>
            <thead><tr><th scope="col">User</th><th scope="col">Item</th><th scope="col">Rating</th><th scope="col">Time</th></tr></thead>
            <tbody>
            """);
        foreach (var row in input.FirstRows)
            html.Add(
                $"""<tr><th scope="row">{row.User}</th><td>{row.Item}</td><td>{row.Rating}</td>"""
                + $"""<td>{(row.Time.Length == 0 ? "none" : row.Time)}</td></tr>""");
        html.Add($"</tbody></table></div>");
    }

    private static string Verdict(RowAccountFacts account)
    {
        long duplicates = account.DuplicateExact + account.DuplicateConflict;
        string sum = $"{account.Kept:N0} kept + "
            + $"{(account.Merged == 0 ? "" : $"{account.Merged:N0} merged + ")}{account.Rejected.Values.Sum():N0} rejected + "
            + $"{duplicates:N0} duplicates"
            + (account.Filtered.Count == 0 ? "" : $" + {account.Filtered.Values.Sum():N0} filtered");
        return account.Balances
            ? $"The account balances exactly: {account.RowsIn:N0} rows = {sum}."
            : $"The account does not balance: {account.RowsIn:N0} rows, but {sum}.";
    }

    private static List<BarPart> Lines(RowAccountFacts account) =>
    [
        new("kept", account.Kept, "b0"),
        .. account.Merged == 0 ? Array.Empty<BarPart>() : [new BarPart("merged into another row, as asked", account.Merged, "b2")],
        .. account.Rejected.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => new BarPart($"rejected: {pair.Key}", pair.Value, "b1")),
        new("duplicate, equal to the kept row", account.DuplicateExact, "b2"),
        new("duplicate, differs from the kept row", account.DuplicateConflict, "b3"),
        .. account.Filtered.OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => new BarPart($"filtered: {pair.Key}", pair.Value, "b1")),
    ];

    private static string ShareOf(long part, long whole) => whole == 0 ? Words.None : Words.Share((double)part / whole);
}
