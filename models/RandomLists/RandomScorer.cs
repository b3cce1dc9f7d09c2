using RecPipeline.Models.Numbers;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.RandomLists;

/// <summary>A uniform number in [0, 1) for each user and item. Cost: one hash for each item.</summary>
public sealed class RandomScorer(long seed) : IHistoryScorer
{
    private const float Step = 1f / (1 << 24);

    public bool TryScore(History history, Span<float> scores)
    {
        ulong key = CounterRandom.Key(seed, history.User);
        for (int item = 0; item < scores.Length; item++)
            scores[item] = (CounterRandom.At(key, item) >> 40) * Step;
        return true;
    }

    public void Explain(int item, Span<float> contributions) => contributions.Clear();
}
