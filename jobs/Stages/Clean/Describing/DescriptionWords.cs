using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Reporting;
using RecPipeline.Jobs.Running;
using RecPipeline.Models;
using RecPipeline.Ratings.Csv;

namespace RecPipeline.Jobs.Stages.Clean.Describing;

/// <summary>The account of an items or users file in words, for the log and the warnings of a run.</summary>
/// <param name="kind">items or users.</param>
internal sealed class DescriptionWords(string kind, DescriptionFacts facts, InputOptions input)
{
    /// <summary>Rows that could not be read, the first of them, and what helps; null where all were read.</summary>
    public string? Unread()
    {
        if (facts.Lost == 0)
            return null;
        var (reason, rows) = facts.Unread.Where(pair => pair.Key != "blank").MinBy(pair => pair.Value.FirstLine);
        string first = $"first at line {rows.FirstLine} ({reason}: {rows.Why})";
        return $"{kind}: {facts.Lost:N0} of {facts.RowsIn:N0} rows unread, {first}.{Advice(reason, rows.Why)}";
    }

    /// <summary>That the file describes little of what is rated; null where it does well.</summary>
    public string? Share(DescriptionFile file, RawIds ids)
    {
        if (facts.Share >= DescriptionFacts.GoodShare)
            return null;
        string found = $"the {kind} file describes {facts.Described:N0} of {facts.Rated:N0} rated {kind}";
        return facts.Described > 0 ? $"{found} ({facts.Share:0.0%}): '{facts.File}'." : $"{found}: '{facts.File}'. {Reasons(file, ids)}";
    }

    public void Tell(StageContext context, DescriptionFile file, RawIds ids)
    {
        context.Log.Information(
            "{Kind}: {Rows} rows read, {Described} of {Rated} rated {Kind} described, {Unrated} without ratings",
            kind, facts.RowsIn, facts.Described, facts.Rated, kind, facts.Unrated);
        if (facts.Repeated is { } repeated)
            context.Log.Information(
                "{Kind}: {Rows} rows repeat an id, first at line {Line} ({Why}); the first row of an id counts",
                kind, repeated.Rows, repeated.FirstLine, repeated.Why);
        if (facts.Latin1 is { } latin1)
            context.Log.Information(
                "{Kind}: {Rows} rows are no UTF-8 and were read as latin-1, first at line {Line}", kind, latin1.Rows, latin1.FirstLine);
        foreach (string warning in new[] { Unread(), Share(file, ids) }.OfType<string>())
            context.Warn(warning);
    }

    private string Advice(string reason, string why) => (input.Layout, reason) switch
    {
        ("table", "encoding") => " If the file is latin-1, set input.table.encoding=auto.",
        ("table", "columns") when why.Contains("never closed", StringComparison.Ordinal) =>
            " If quotes mean nothing in this file, set input.table.quotes=false.",
        (_, "number") => "", // why says it
        _ => " Correct these rows.",
    };

    private string Reasons(DescriptionFile file, RawIds ids) => file.Rows.Count == 0
        ? "No row of it could be used."
        : $"Its ids are such as {ShownText.Quoted(file.Rows.IdText(0), 60)}, those of the ratings such as "
        + $"{ShownText.Quoted(ids.Text(0), 60)}: "
            + $"is it of another edition, are the ids in another column ({Column}), "
            + $"or are they written otherwise (clean.idType.{kind[..^1]})?";

    private string Column => kind == "items" ? "input.table.itemsItem" : "input.table.usersUser";
}
