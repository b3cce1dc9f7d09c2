using System.Text.Json.Serialization;

namespace RecPipeline.Models.Splitting;

/// <summary>Proves for one assignment of roles that no hidden row can reach a model.</summary>
/// <remarks>
/// Always: no (user, item) cell has two rows, so train, histories and test are disjoint. Where the split promises it: no hidden row of a
/// user is earlier than a train row of the user; a user with a hidden or fold-in row has no train row; no hidden row of anybody is as
/// early as a train row of anybody. Cost O(rows).
/// </remarks>
public static class LeakageProof
{
    private const int Named = 5;

    /// <exception cref="ArgumentException">There are not as many roles as rows.</exception>
    public static LeakageReport Check(RatingRows rows, RowRole[] roles, ISplit split)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(roles);
        ArgumentNullException.ThrowIfNull(split);
        if (roles.Length != rows.Count)
            throw new ArgumentException($"{rows.Count} rating rows need as many roles; there are {roles.Length}.", nameof(roles));
        var findings = new List<string>();
        long repeated = Repeats(rows, findings);
        var users = new UserBounds[rows.Users];
        var (train, hidden) = (0L, 0L);
        for (int row = 0; row < rows.Count; row++)
        {
            users[rows.UserIndex[row]].Add(roles[row], rows.Timestamp[row]);
            train += roles[row] == RowRole.Train ? 1 : 0;
            hidden += UserBounds.IsHidden(roles[row]) ? 1 : 0;
        }
        long broken = users.Select((user, index) => user.Broken(split.Promises, index, findings)).LongCount(isBroken => isBroken);
        var report = new LeakageReport(
            split.Name, train, hidden, Math.Max(0, rows.Count - 1), users.LongCount(user => user.IsCompared),
            repeated + broken, [.. findings.Take(Named)]);
        return split.Promises.HasFlag(SplitPromises.GlobalOrder) ? report.WithTimes(Times(rows, roles)) : report;
    }

    private static (long? LastTrain, long? FirstHidden) Times(RatingRows rows, RowRole[] roles)
    {
        long? last = null, first = null;
        for (int row = 0; row < rows.Count; row++)
            if (roles[row] == RowRole.Train)
                last = Math.Max(last ?? long.MinValue, rows.Timestamp[row]);
            else if (UserBounds.IsHidden(roles[row]))
                first = Math.Min(first ?? long.MaxValue, rows.Timestamp[row]);
        return (last, first);
    }

    private static long Repeats(RatingRows rows, List<string> findings)
    {
        long repeats = 0;
        for (int row = 1; row < rows.Count; row++)
        {
            int before = rows.UserIndex[row - 1], user = rows.UserIndex[row];
            if (before < user || (before == user && rows.ItemIndex[row - 1] < rows.ItemIndex[row]))
                continue;
            repeats++;
            if (repeats <= Named)
                findings.Add(
                    $"rows {row - 1} and {row} repeat or are out of order: user index {rows.UserIndex[row]}, "
                    + $"item index {rows.ItemIndex[row]}");
        }
        return repeats;
    }
}

/// <summary>What a leakage proof compared and what it found wrong.</summary>
/// <param name="Split">Name of the protocol.</param>
/// <param name="TrainRows">Rows that models are fitted on.</param>
/// <param name="HiddenRows">Test rows, those of validation users included.</param>
/// <param name="PairsCompared">Neighbouring (user, item) pairs compared to find a cell that occurs twice.</param>
/// <param name="UsersCompared">Users whose train and hidden rows were compared with each other.</param>
/// <param name="Violations">How many comparisons failed; 0 is the proof.</param>
/// <param name="FirstViolations">The first few of them in words.</param>
public sealed record LeakageReport(
    string Split, long TrainRows, long HiddenRows, long PairsCompared, long UsersCompared,
    long Violations, IReadOnlyList<string> FirstViolations)
{
    public bool Passed => Violations == 0;

    /// <summary>Time of the last train row, where all rows are held against it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? LastTrain { get; init; }

    /// <summary>Time of the first hidden row, where it is held against the train rows of all users.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? FirstHidden { get; init; }

    /// <summary>The same with these times; a violation where they cross.</summary>
    public LeakageReport WithTimes((long? LastTrain, long? FirstHidden) times)
    {
        var report = this with { LastTrain = times.LastTrain, FirstHidden = times.FirstHidden };
        return times.LastTrain is { } last && times.FirstHidden is { } first && first <= last
            ? report with
            {
                Violations = Violations + 1,
                FirstViolations = [.. FirstViolations, $"a hidden row at {first} is not later than a train row at {last}"],
            }
            : report;
    }
}

/// <summary>What the leakage proof keeps of one user: row counts and the times that may not cross.</summary>
internal struct UserBounds
{
    private int _train, _hidden, _foldIn;
    private long _lastTrain, _firstHidden;

    public readonly bool IsCompared => _hidden > 0;

    public static bool IsHidden(RowRole role) => role is RowRole.Test or RowRole.ValidationTest;

    public void Add(RowRole role, long timestamp)
    {
        if (role == RowRole.Train)
            _lastTrain = _train++ == 0 ? timestamp : Math.Max(_lastTrain, timestamp);
        else if (IsHidden(role))
            _firstHidden = _hidden++ == 0 ? timestamp : Math.Min(_firstHidden, timestamp);
        else if (role != RowRole.Dropped)
            _foldIn++;
    }

    public readonly bool Broken(SplitPromises promises, int user, List<string> findings)
    {
        bool early = promises.HasFlag(SplitPromises.TemporalOrder) && _hidden > 0 && _train > 0 && _firstHidden < _lastTrain;
        bool seen = promises.HasFlag(SplitPromises.HeldOutUsers) && _hidden + _foldIn > 0 && _train > 0;
        if (early)
            findings.Add($"user index {user}: a hidden row at {_firstHidden} is earlier than a train row at {_lastTrain}");
        if (seen)
            findings.Add($"user index {user} is held out but has {_train} train rows");
        return early || seen;
    }
}
