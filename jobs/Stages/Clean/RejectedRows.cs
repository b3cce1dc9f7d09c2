using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>Rows that were not kept, with file, line, reason and text.</summary>
internal sealed class RejectedRows
{
    private readonly List<(string File, long Line, RejectReason Reason, string Text)> _rows = [];

    public void Add(string file, long line, RejectReason reason, string text) => _rows.Add((file, line, reason, text));

    /// <summary>One count per reason for the rows of <paramref name="file"/>.</summary>
    public long[] CountsOf(string file)
    {
        var counts = new long[Enum.GetValues<RejectReason>().Length];
        foreach (var row in _rows.Where(row => row.File == file))
            counts[(int)row.Reason]++;
        return counts;
    }

    /// <summary>The most frequent reasons, each with its first line, for an error message.</summary>
    public string Worst(string file) => string.Join('\n', _rows.Where(row => row.File == file)
        .GroupBy(row => row.Reason).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).Take(3)
        .Select(group => $"  {RejectReasons.Name(group.Key)}: {group.Count():N0} rows, first at line {group.First().Line}: '{Short(group.First().Text)}'"));

    /// <summary>The rows in order of file and line, as the table <c>rejected</c>.</summary>
    public RecordBatch ToBatch()
    {
        var rows = _rows.OrderBy(row => row.File, StringComparer.Ordinal).ThenBy(row => row.Line).ToArray();
        return new RecordBatch(
            Schemas.Rejected,
            StringColumns.Of([.. rows.Select(row => Path.GetFileName(row.File))]),
            Columns.Int64([.. rows.Select(row => row.Line)]),
            StringColumns.Of([.. rows.Select(row => RejectReasons.Name(row.Reason))]),
            StringColumns.Of([.. rows.Select(row => row.Text)]));
    }

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
