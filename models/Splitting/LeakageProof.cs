namespace RecPipeline.Models.Splitting;

/// <summary>Proves for one assignment of roles that no hidden row can reach a model.</summary>
/// <remarks>
/// Always: no (user, item) cell has two rows, so train, histories and test are disjoint. Where the split promises it: no hidden row of a
/// user is earlier than a train row of the user; a user with a hidden or fold-in row has no train row. Cost O(rows).
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
        return new LeakageReport(
            split.Name, train, hidden, Math.Max(0, rows.Count - 1), users.LongCount(user => user.IsCompared),
            repeated + broken, [.. findings.Take(Named)]);
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
