using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Cleaning;
using RecPipeline.Ratings.Descriptions;

namespace RecPipeline.Jobs.Stages.Clean;

/// <summary>Rows that were not kept, with file, line, reason and text.</summary>
/// <param name="ratings">Gives files their names.</param>
internal sealed class RejectedRows(InputFiles ratings)
{
    private readonly List<(string File, long Line, RejectReason Reason, string Text)> _rows = [];
    private readonly List<(string File, long Line, RejectReason Reason, string Text)> _described = [];
    private readonly SortedDictionary<RejectReason, (long Count, string File, long Line, string Text)> _filtered = [];

    /// <summary>Counts a row that is dropped without being at fault; of each reason only the first is kept.</summary>
    public void AddFiltered(string file, long line, RejectReason reason, Func<string> text) =>
        _filtered[reason] = _filtered.TryGetValue(reason, out var found) ? found with { Count = found.Count + 1 } : (1, file, line, text());

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

    /// <summary>A row of the items or users file: it is in the table, but not in the account of the ratings.</summary>
    public void AddOfDescriptions(BadRow bad) => _described.Add((bad.File, bad.Line, (RejectReason)bad.Fault, bad.Text));

    /// <summary>One count per reason for the rows of the ratings files, those that filter included.</summary>
    public long[] Counts()
    {
        var counts = new long[Enum.GetValues<RejectReason>().Length];
        foreach (var row in _rows)
            counts[(int)row.Reason]++;
        foreach (var (reason, rows) in _filtered)
            counts[(int)reason] = rows.Count;
        return counts;
    }

    /// <summary>The most frequent reasons, each with its first line and what is wrong there, for an error message.</summary>
    /// <param name="words">Words for the rows of a file, by its path.</param>
    public string Worst(Func<string, RowWords> words) => Worst(words, _rows.GroupBy(row => row.Reason)
        .Select(
            group => (
                group.Key, group.LongCount(),
                new Func<(string, string, string)>(() => First(group.First().File, group.First().Line, group.First().Text))))
        .Concat(
            _filtered.Select(
                each => (
                    each.Key, each.Value.Count,
                    new Func<(string, string, string)>(() => First(each.Value.File, each.Value.Line, each.Value.Text))))));

    /// <summary>A row's place in words; the file is named where there are several.</summary>
    public static string Where(InputFiles files, string name, long line) => files.Paths.Count == 1 ? $"line {line}" : $"{name} line {line}";

    /// <summary>The same from counts; a reason's first row is asked for only where it is shown.</summary>
    public static string Worst(Func<string, RowWords> words,
        IEnumerable<(RejectReason Reason, long Count, Func<(string Where, string Text, string Path)> First)> counts) => string
        .Join('\n', counts
        .OrderByDescending(each => each.Count).ThenBy(each => each.Reason).Take(3)
        .Select(each => (each.Reason, each.Count, First: each.First()))
        .Select(
            each => $"  {RejectReasons.Name(each.Reason)}: {each.Count:N0} rows, first at {each.First.Where}: "
            + $"{words(each.First.Path).Explain(each.Reason, each.First.Text)}"));

    /// <summary>The rows in order of file and line, as the table <c>rejected</c>.</summary>
    public RecordBatch ToBatch()
    {
        var rows = _rows.Concat(_described).OrderBy(row => row.File, StringComparer.Ordinal).ThenBy(row => row.Line).ToArray();
        return new RecordBatch(
            Schemas.Rejected,
            StringColumns.Of([.. rows.Select(row => ratings.NameOf(row.File))]),
            Columns.Int64([.. rows.Select(row => row.Line)]),
            StringColumns.Of([.. rows.Select(row => RejectReasons.Name(row.Reason))]),
            StringColumns.Of([.. rows.Select(row => row.Text)]));
    }

    private (string Where, string Text, string Path) First(string file, long line, string text) =>
        (Where(ratings, ratings.NameOf(file), line), text, file);
}
