using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>Rows that were not kept, with file, line, reason and text.</summary>
/// <param name="ratings">Its rows are told from those of the items file.</param>
internal sealed class RejectedRows(InputFiles ratings)
{
    private readonly List<(string File, long Line, RejectReason Reason, string Text)> _rows = [];

    public void Add(string file, long line, RejectReason reason, string text) => _rows.Add((file, line, reason, text));

    /// <summary>The lines of a file that are among them.</summary>
    public IReadOnlySet<long> LinesOf(string file) => _rows.Where(row => row.File == file).Select(row => row.Line).ToHashSet();

    /// <summary>Puts the texts of lines of a file in place of those that are kept.</summary>
    public void Restate(string file, IReadOnlyDictionary<long, string> texts)
    {
        for (int at = 0; at < _rows.Count; at++)
            if (_rows[at].File == file && texts.TryGetValue(_rows[at].Line, out string? text))
                _rows[at] = _rows[at] with { Text = text };
    }

    /// <summary>One count per reason for the rows of the ratings files.</summary>
    public long[] Counts()
    {
        var counts = new long[Enum.GetValues<RejectReason>().Length];
        foreach (var row in _rows.Where(row => ratings.Contains(row.File)))
            counts[(int)row.Reason]++;
        return counts;
    }

    /// <summary>The most frequent reasons, each with its first line, for an error message.</summary>
    public string Worst() => Worst(_rows.Where(row => ratings.Contains(row.File)).GroupBy(row => row.Reason)
        .Select(group => (group.Key, group.LongCount(), new Func<(string, string)>(() => (Where(ratings, ratings.NameOf(group.First().File), group.First().Line), group.First().Text)))));

    /// <summary>A row's place in words; the file is named where there are several.</summary>
    public static string Where(InputFiles files, string name, long line) => files.Paths.Count == 1 ? $"line {line}" : $"{name} line {line}";

    /// <summary>The same from counts; a reason's first row is asked for only where it is shown.</summary>
    public static string Worst(IEnumerable<(RejectReason Reason, long Count, Func<(string Where, string Text)> First)> counts) => string.Join('\n', counts
        .OrderByDescending(each => each.Count).ThenBy(each => each.Reason).Take(3)
        .Select(each => (each.Reason, each.Count, First: each.First()))
        .Select(each => $"  {RejectReasons.Name(each.Reason)}: {each.Count:N0} rows, first at {each.First.Where}: '{Short(each.First.Text)}'"));

    /// <summary>The rows in order of file and line, as the table <c>rejected</c>.</summary>
    public RecordBatch ToBatch()
    {
        var rows = _rows.OrderBy(row => row.File, StringComparer.Ordinal).ThenBy(row => row.Line).ToArray();
        return new RecordBatch(
            Schemas.Rejected,
            StringColumns.Of([.. rows.Select(row => ratings.NameOf(row.File))]),
            Columns.Int64([.. rows.Select(row => row.Line)]),
            StringColumns.Of([.. rows.Select(row => RejectReasons.Name(row.Reason))]),
            StringColumns.Of([.. rows.Select(row => row.Text)]));
    }

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
