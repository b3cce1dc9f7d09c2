using RecPipeline.Models.Shaping;

namespace RecPipeline.Models.TopN;

/// <summary>Rows for items that nobody has rated, by a model that scores what describes them; each names the features that it shares with
/// liked items.</summary>
/// <remarks>Cost: the model's scores of the whole catalogue, and a sort of the unrated items. One thread's workspace.</remarks>
internal sealed class ColdRows(ColdRule rule, ListModel model, ListOrder order) : IReservedRows
{
    private const int MostNames = 5;
    private readonly IHistoryScorer _scorer = model.NewScorer();
    private readonly float[] _scores = new float[order.Items];
    private readonly CandidateSorter _sorter = new(order);
    private readonly CandidateList _candidates = new(rule.Items.Length);
    private readonly int[] _liked = new int[rule.Names.Length]; // liked items of the history by feature

    public void Reserve(UserBlock users, int at, ListShaper list)
    {
        var history = users.HistoryOf(at);
        if (!_scorer.TryScore(history, _scores))
            return;
        CountLiked(history);
        var blocked = users.BlockedOf(at);
        _sorter.Start();
        foreach (int item in rule.Items)
            if (_scores[item] > 0 && blocked.BinarySearch(item) < 0)
                _sorter.Add(item, _scores[item]);
        _sorter.TakeBest(rule.Items.Length, _candidates);
        int rows = 0;
        for (int i = 0; i < _candidates.Count && rows < rule.Rows; i++)
            rows += Shared(_candidates.Items[i]) is { Length: > 0 } names
                && list.TryReserve(_candidates.Items[i], _candidates.Scores[i], $"cold: {names}") ? 1 : 0;
    }

    private void CountLiked(History history)
    {
        Array.Clear(_liked);
        for (int row = 0; row < history.Items.Length; row++)
            if (history.Ratings[row] >= rule.LikedThreshold)
                foreach (int feature in rule.FeaturesOf(history.Items[row]))
                    _liked[feature]++;
    }

    // Those of most liked items first.
    private string Shared(int item) => string.Join(
        ", ", rule.FeaturesOf(item).ToArray().Where(feature => _liked[feature] > 0).OrderByDescending(feature => _liked[feature])
            .ThenBy(feature => feature).Take(MostNames).Select(feature => rule.Names[feature]));
}
