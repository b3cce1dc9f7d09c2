using RecPipeline.Models.Numbers;
using RecPipeline.Models.Shaping;

namespace RecPipeline.Models.TopN;

/// <summary>Gives last rows of a list to items that scores alone would not bring there. One thread's workspace.</summary>
internal interface IReservedRows
{
    /// <summary>Reserves rows of one user's list, best first.</summary>
    void Reserve(UserBlock users, int at, ListShaper list);
}

/// <summary>Rows drawn by hash of seed, day, user and item among rarely rated items. Cost: one hash for each of them.</summary>
/// <remarks>Scores are 0: what nobody knows has none.</remarks>
internal sealed class ExploreRows(ExploreRule rule) : IReservedRows
{
    public const string Name = "explore";
    private readonly PriorityQueue<int, (ulong Hash, int Item)> _drawn = new();

    public void Reserve(UserBlock users, int at, ListShaper list)
    {
        ulong key = CounterRandom.At(CounterRandom.Key(rule.Seed, rule.Day), users.HistoryOf(at).User);
        var mask = users.MaskOf(at);
        _drawn.Clear();
        foreach (int item in rule.Items)
            if (!mask.Hides(item))
                _drawn.Enqueue(item, (CounterRandom.At(key, item), item));
        for (int rows = 0; rows < rule.Rows && _drawn.TryDequeue(out int item, out _);)
            rows += list.TryReserve(item, 0, Name) ? 1 : 0;
    }
}
