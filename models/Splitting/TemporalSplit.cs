namespace RecPipeline.Models.Splitting;

/// <summary>The last fifth of each user's rows, by (timestamp, item), is test; users with fewer than 5 rows only train.</summary>
public sealed class TemporalSplit(string name) : ISplit
{
    private const int Parts = 5;

    public string Name => name;

    public string Definition =>
        $"the last 1/{Parts} of each user's rows, by (timestamp, item), is test; users with fewer than {Parts} rows only train; "
        + "other users' later rows train";

    public int Folds => 1;

    public SplitPromises Promises => SplitPromises.TemporalOrder;

    public RowRole[] Assign(RatingRows rows, int fold, long seed)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Splits.CheckFold(this, fold);
        var roles = new RowRole[rows.Count];
        var offsets = rows.UserOffsets();
        for (int user = 0; user < rows.Users; user++)
            if (offsets[user + 1] - offsets[user] is >= Parts and var count)
                foreach (int row in UserRows.ByTime(rows, offsets[user], count).AsSpan(count - (count / Parts)))
                    roles[row] = RowRole.Test;
        return roles;
    }
}
