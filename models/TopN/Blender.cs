namespace RecPipeline.Models.TopN;

/// <summary>Blends lists of models by their z-scores and selects the best. One thread's workspace.</summary>
/// <param name="order">Order at ties.</param>
/// <param name="n">Rows of a blended list.</param>
/// <param name="totalWeight">Sum of the weights of all models of the blend, see <see cref="ZScoreBlend"/>.</param>
public sealed class Blender(ListOrder order, int n, double totalWeight)
{
    private readonly ZScoreBlend _blend = new(order.Items, totalWeight);
    private readonly CandidateBuffer _buffer = new(n);
    private readonly CandidateSorter _sorter = new(order);

    /// <summary>Replaces the content of <paramref name="into"/> by the best of all candidates.</summary>
    /// <param name="parts">Lists with weights above 0, in option order.</param>
    /// <param name="into">Room for n rows.</param>
    public void Blend(IReadOnlyList<(CandidateList List, double Weight)> parts, CandidateList into)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(into);
        _blend.Start(parts);
        foreach (var (list, weight) in parts)
            _blend.Add(list, weight);
        _buffer.Start(error: 0);
        _blend.WriteTo(_buffer);
        _buffer.Shrink();
        _sorter.Start();
        for (int i = 0; i < _buffer.Count; i++)
            _sorter.Add(_buffer.Items[i], _buffer.Scores[i]);
        _sorter.TakeBest(n, into);
    }
}
