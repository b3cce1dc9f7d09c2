using RecPipeline.Models.Contract;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Als;

/// <summary>
/// Lists of implicit ALS: the user's factors are folded in from the liked rows, an item's score is their dot product with its factors.
/// </summary>
/// <remarks>
/// For a user of the training this is the trained user exactly, since training solves users last. Cost: one fold-in, items · rank. Fast
/// twin: <see cref="AlsFinder"/>.
/// </remarks>
/// <param name="itemFactors">[items × rank].</param>
/// <param name="p">The parameters of the training.</param>
/// <param name="gram">YᵀY of the item factors, shared by all threads.</param>
/// <param name="likedThreshold">
/// Lowest rating that is liked; liked rows enter as <see cref="AlsParameters.CountsValues"/> says, as in training.
/// </param>
public sealed class AlsScorer(float[] itemFactors, AlsParameters p, GramMatrix gram, double likedThreshold)
    : IHistoryScorer, IUserVectors
{
    private readonly FoldIn _foldIn = new(itemFactors, p, gram);
    private readonly float[] _user = new float[p.Rank];
    private readonly LikedRows _liked = new(likedThreshold, p.CountsValues);

    public bool TryScore(History history, Span<float> scores)
    {
        if (!TryVector(history, _user))
            return false;
        CanonicalDot.DotRows(_user, itemFactors, scores);
        return true;
    }

    /// <summary>The factors of the user.</summary>
    public bool TryVector(History history, Span<float> vector)
    {
        _liked.Keep(history);
        if (_liked.Count == 0)
            return false;
        _foldIn.Solve(_liked.Items, _liked.Values, vector);
        return true;
    }

    public void Explain(int item, Span<float> contributions)
    {
        var liked = new float[_liked.Count];
        _foldIn.Explain(item, _liked.Items, _liked.Values, liked);
        contributions.Clear();
        for (int i = 0; i < liked.Length; i++)
            contributions[_liked.Rows[i]] = liked[i];
    }
}
