namespace RecPipeline.Models.Splitting;

/// <summary>The protocols' splits by name.</summary>
public static class Splits
{
    private static readonly ISplit[] All =
    [
        new HashSplit("hash_10", 1000),
        new HashSplit("hash_20", 2000),
        new TemporalSplit("temporal20"),
        new LeaveOneOutSplit("loo_last", HeldOutRow.Last),
        new LeaveOneOutSplit("loo_last_ge4", HeldOutRow.LastLiked),
        new LeaveOneOutSplit("loo_hash", HeldOutRow.SmallestHash),
        new HeldOutUsersSplit("strong_liked", onlyLiked: true),
        new HeldOutUsersSplit("strong_all", onlyLiked: false),
        new LiangSplit(),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(split => split.Name)];

    /// <exception cref="ArgumentException">There is no such protocol; the message lists those that exist.</exception>
    public static ISplit Named(string protocol) => Array.Find(All, split => split.Name == protocol)
        ?? throw new ArgumentException($"There is no protocol '{protocol}'; choose from {string.Join(", ", Names)}.", nameof(protocol));

    internal static void CheckFold(ISplit split, int fold)
    {
        if (fold < 0 || fold >= split.Folds)
            throw new ArgumentOutOfRangeException(nameof(fold), $"Protocol '{split.Name}' has folds 0 to {split.Folds - 1}; fold {fold} was asked for.");
    }
}
