using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Als;

/// <summary>Lists of implicit ALS for blocks of users. Same lists and contributions as <see cref="AlsScorer"/>.</summary>
/// <remarks>
/// Cost per user: one fold-in, at most items · rank by <see cref="FactorTopN"/>; where reasons are asked for, the fold-in once more.
/// </remarks>
/// <param name="panel">Item factors.</param>
/// <param name="p">The parameters of the training.</param>
/// <param name="gram">YᵀY of the item factors, shared by all threads.</param>
/// <param name="likedThreshold">Lowest rating that is liked; liked rows enter with 1, as in training.</param>
/// <param name="settings">Order and length of the lists.</param>
/// <param name="capacity">Most users of a block.</param>
public sealed class AlsFinder(
    FactorPanel panel, AlsParameters p, GramMatrix gram, double likedThreshold, ListSettings settings, int capacity) : IListFinder
{
    private readonly FoldIn _foldIn = new(panel.Factors, p, gram);
    private readonly LikedRows _liked = new(likedThreshold, p.CountsValues);
    private readonly FactorTopN _topN = new(panel, settings.Order, settings.Candidates, capacity);
    private readonly float[] _user = new float[p.Rank];

    public void Find(UserBlock users, ReadOnlySpan<ModelList> lists)
    {
        ArgumentNullException.ThrowIfNull(users);
        _topN.Start();
        for (int at = 0; at < users.Count; at++)
        {
            _liked.Keep(users.HistoryOf(at));
            lists[at].IsOwn = _liked.Count > 0;
            if (lists[at].IsOwn)
                _foldIn.Solve(_liked.Items, _liked.Values, _topN.Add(at));
        }
        _topN.Find(users, lists);
    }

    public void Explain(History history, ReadOnlySpan<int> items, Contributions contributions)
    {
        ArgumentNullException.ThrowIfNull(contributions);
        _liked.Keep(history);
        _foldIn.Solve(_liked.Items, _liked.Values, _user);
        contributions.Start(_liked.Count, items.Length);
        _liked.Rows.CopyTo(contributions.Rows);
        _foldIn.Explain(items, _liked.Items, _liked.Values, contributions.Cells);
    }
}
