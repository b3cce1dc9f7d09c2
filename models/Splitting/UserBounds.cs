namespace RecPipeline.Models.Splitting;

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
