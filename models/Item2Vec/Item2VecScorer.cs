using RecPipeline.Models.Contract;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Item2Vec;

/// <summary>Lists: an item's score is the dot product of its output vector with the mean of the unit input vectors of what was
/// liked.</summary>
/// <remarks>Items without vectors score below all others. Cost: items · width.</remarks>
/// <param name="inputs">[items × width] of length 1, or 0.</param>
/// <param name="outputs">[items × width].</param>
/// <param name="width">Numbers of a vector.</param>
/// <param name="likedThreshold">Lowest rating that is liked.</param>
internal sealed class Item2VecScorer(float[] inputs, float[] outputs, int width, double likedThreshold) : IHistoryScorer, IUserVectors
{
    private readonly LikedRows _liked = new(likedThreshold, countsValues: false);
    private readonly bool[] _isKnown = [.. Enumerable.Range(0, inputs.Length / width).Select(item => Any(inputs, item, width))];
    private readonly float[] _user = new float[width];
    private int _known;

    public bool TryScore(History history, Span<float> scores)
    {
        if (!TryVector(history, _user))
            return false;
        CanonicalDot.DotRows(_user, outputs, scores);
        for (int item = 0; item < scores.Length; item++)
            if (!_isKnown[item])
                scores[item] = float.NegativeInfinity;
        return true;
    }

    public bool TryVector(History history, Span<float> vector)
    {
        _liked.Keep(history);
        vector.Clear();
        _known = 0;
        foreach (int item in _liked.Items)
        {
            if (!_isKnown[item])
                continue;
            Axpy.Add(1, inputs.AsSpan(item * width, width), vector);
            _known++;
        }
        foreach (ref float value in vector)
            value /= Math.Max(1, _known);
        return _known > 0;
    }

    public void Explain(int item, Span<float> contributions)
    {
        contributions.Clear();
        var output = outputs.AsSpan(item * width, width);
        for (int row = 0; row < _liked.Count; row++)
            contributions[_liked.Rows[row]] = CanonicalDot.Dot(inputs.AsSpan(_liked.Items[row] * width, width), output) / _known;
    }

    private static bool Any(float[] vectors, int item, int width) => vectors.AsSpan(item * width, width).ContainsAnyExcept(0f);
}
