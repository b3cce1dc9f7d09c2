using RecPipeline.Models.Shaping;

namespace RecPipeline.Models.TopN;

/// <summary>Chooses the rows of a list from candidates under rules, greedily: row by row the best candidate that the rules allow.</summary>
/// <remarks>
/// A row goes to the first candidate that no rule of at most so many keeps out; with <see cref="TasteObjective"/> to the one of the most
/// worth in its pool, and to the first behind the pool where there is none. Once as many rows are left as rules of at least so many
/// still ask for, it goes to the first of those that such a rule asks for; where there is none, those rules are given up. So nothing is
/// dropped from a finished list, and a list is short only where candidates are.
/// Candidates are a start of the whole order: where <see cref="Shape"/> says that they were enough, more of them would change nothing; see
/// ListShaperTests. Cost rows · candidates. One thread's workspace.
/// </remarks>
/// <param name="shaping">The rules.</param>
/// <param name="n">Rows of a list.</param>
internal sealed class ListShaper(ListShaping shaping, int n)
{
    private readonly RuleCounts _counts = new(shaping);
    private readonly TasteObjective? _taste = shaping.Taste is { } taste ? new(taste) : null;
    private readonly List<(int Item, float Score, string Rule)> _reserved = [];
    private bool[] _isTaken = [];

    /// <summary>Begins a list without rows.</summary>
    public void Start()
    {
        _counts.Start();
        _reserved.Clear();
    }

    /// <summary>Gives one of the last rows to an item; false where the list is full or a rule keeps it out.</summary>
    public bool TryReserve(int item, float score, string rule)
    {
        if (_reserved.Count == n || _reserved.Any(each => each.Item == item) || _counts.Blocks(item) is not null)
            return false;
        _counts.Add(item);
        _reserved.Add((item, score, rule));
        return true;
    }

    /// <summary>False where more candidates could change the list: it is short, or a rule of at least so many is not fulfilled.</summary>
    /// <param name="candidates">Best first.</param>
    /// <param name="history">Of the user.</param>
    /// <param name="into">Overwritten.</param>
    public bool Shape(CandidateList candidates, History history, ShapedList into)
    {
        _taste?.Start(candidates, history);
        if (_isTaken.Length < candidates.Count)
            _isTaken = new bool[candidates.Count];
        for (int at = 0; at < candidates.Count; at++)
            _isTaken[at] = _reserved.Count > 0 && _reserved.Any(each => each.Item == candidates.Items[at]);
        into.List.Clear();
        int rows = n - _reserved.Count;
        while (into.List.Count < rows && Next(candidates, rows - into.List.Count) is var (at, rule) && at >= 0)
            Take(candidates, at, rule, into);
        foreach (var (item, score, rule) in _reserved)
            into.Add(item, score, rule);
        return into.List.Count == n && _counts.Missing == 0;
    }

    private void Take(CandidateList candidates, int at, string? rule, ShapedList into)
    {
        _isTaken[at] = true;
        _counts.Add(candidates.Items[at]);
        _taste?.Add(candidates, candidates.Items[at]);
        into.Add(candidates.Items[at], candidates.Scores[at], rule);
    }

    // −1 for none. What is passed over on the way says why: a rule that asks for others, else what keeps the first of them out.
    private (int At, string? Rule) Next(CandidateList candidates, int rowsLeft)
    {
        var free = First(candidates, mustServe: false);
        if (_counts.Missing < rowsLeft)
            return free;
        var served = First(candidates, mustServe: true);
        return served.At < 0 || served.At == free.At ? free : (served.At, _counts.Asks(candidates.Items[served.At]));
    }

    private (int At, string? Rule) First(CandidateList candidates, bool mustServe)
    {
        var (first, best, most, passed) = (-1, -1, double.NegativeInfinity, (string?)null);
        for (int at = 0; at < candidates.Count && (first < 0 || at < _taste!.Pool); at++)
        {
            if (_isTaken[at])
                continue;
            string? blocks = _counts.Blocks(candidates.Items[at]);
            if (blocks is not null || (mustServe && _counts.Asks(candidates.Items[at]) is null))
                passed ??= first < 0 ? blocks : null;
            else if (_taste is null || at >= _taste.Pool)
                return (at, passed);
            else
            {
                first = first < 0 ? at : first;
                if (_taste.Worth(candidates, at) is var worth && worth > most)
                    (best, most) = (at, worth);
            }
        }
        return (best, best == first ? passed : _taste!.Name);
    }
}
