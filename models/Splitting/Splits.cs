namespace RecPipeline.Models.Splitting;

/// <summary>The protocols' splits by name.</summary>
public static class Splits
{
    private static readonly ISplit[] OnStars = All(new SplitRules());

    public static IReadOnlyList<string> Names { get; } = [.. OnStars.Select(split => split.Name)];

    /// <summary>A protocol's split where its rule about likes does not matter, or is that of <see cref="SplitRules.Stars"/>.</summary>
    /// <exception cref="ArgumentException">There is no such protocol; the message lists those that exist.</exception>
    public static ISplit Named(string protocol) => Find(OnStars, protocol);

    /// <summary>A protocol's split by the rules of a run.</summary>
    /// <exception cref="ArgumentException">There is no such protocol; the message lists those that exist.</exception>
    public static ISplit Named(string protocol, SplitRules rules) =>
        Find(All(rules ?? throw new ArgumentNullException(nameof(rules))), protocol);

    /// <summary>True for a protocol that hides later rows, and so means nothing where rows have no times.</summary>
    /// <exception cref="ArgumentException">There is no such protocol.</exception>
    public static bool NeedsTimes(string protocol) => Named(protocol) switch
    {
        TemporalSplit => true,
        LeaveOneOutSplit leaveOneOut => leaveOneOut.GoesByTime,
        GlobalTimeSplit => true,
        _ => false,
    };

    private static ISplit[] All(SplitRules rules) =>
    [
        new HashSplit("hash_10", 1000),
        new HashSplit("hash_20", 2000),
        new TemporalSplit("temporal20"),
        new LeaveOneOutSplit("loo_last", HeldOutRow.Last),
        new LeaveOneOutSplit("loo_last_ge4", HeldOutRow.LastLiked, rules.LikedThreshold),
        new LeaveOneOutSplit("loo_hash", HeldOutRow.SmallestHash),
        new HeldOutUsersSplit("strong_liked", rules.LikedThreshold),
        new HeldOutUsersSplit("strong_all", likedThreshold: null),
        new LiangSplit(rules.LiangUsers, rules.LikedThreshold),
        new GlobalTimeSplit("global_time", 1, rules.LikedThreshold),
        new GlobalTimeSplit("rolling", 5, rules.LikedThreshold),
    ];

    private static ISplit Find(ISplit[] all, string protocol) => Array.Find(all, split => split.Name == protocol)
        ?? throw new ArgumentException($"There is no protocol '{protocol}'; choose from {string.Join(", ", Names)}.", nameof(protocol));

    internal static void CheckFold(ISplit split, int fold)
    {
        if (fold < 0 || fold >= split.Folds)
            throw new ArgumentOutOfRangeException(
                nameof(fold), $"Protocol '{split.Name}' has folds 0 to {split.Folds - 1}; fold {fold} was asked for.");
    }
}
