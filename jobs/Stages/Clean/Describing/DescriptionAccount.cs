using RecPipeline.Jobs.Reporting;
using RecPipeline.Models;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Jobs.Stages.Clean.Describing;

/// <summary>Counts what became of the rows of an items or users file.</summary>
internal static class DescriptionAccount
{
    /// <exception cref="InvalidOperationException">A row is counted twice or not at all.</exception>
    public static DescriptionFacts Of(DescriptionFile file, RawIds ids, IReadOnlyList<FeatureFacts> features)
    {
        var rows = file.Rows;
        var unread = rows.BadRows.GroupBy(bad => bad.Fault).OrderBy(group => group.Key)
            .ToDictionary(group => RejectReasons.Name((RejectReason)group.Key),
                group => new PlacedRows(group.Count(), group.First().Line, group.First().Why));
        var latin1 = rows.Latin1Lines is [var first, ..] lines ? new PlacedRows(lines.Count, first, "bytes that are no UTF-8") : null;
        int known = rows.TextIds.Length > 0 ? file.Texts.Count : file.Numbers.Count;
        int described = Enumerable.Range(0, ids.Count).Count(index => file.RowOf(ids, index) is not null);
        var facts = new DescriptionFacts(file.Path, rows.RowsRead, known, unread, file.Repeated, latin1, ids.Count, described, features);
        return facts.Balances
            ? facts
            : throw new InvalidOperationException($"The account of '{file.Path}' does not balance: {facts.ToJson().ToJsonString()}.");
    }
}
