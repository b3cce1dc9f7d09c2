using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Ease;

/// <summary>Scores items for one history after another. One instance serves one thread; no allocation after construction.</summary>
public sealed class EaseScorer(EaseModel model)
{
    private readonly float[] _knownScores = new float[model.KnownItems.Length];

    /// <summary>score_j = Σ value_i · weight(i, j), history rows in the given order by fused multiply-add. Cost n · known items.</summary>
    /// <param name="items">n history items; those without weights are skipped.</param>
    /// <param name="values">[n].</param>
    /// <param name="scores">[items], overwritten; negative infinity where an item is not known, so that no list can choose it.</param>
    /// <exception cref="ArgumentException">Lengths disagree, or an item index is outside the model.</exception>
    public void Score(ReadOnlySpan<int> items, ReadOnlySpan<float> values, Span<float> scores)
    {
        if (items.Length != values.Length || scores.Length != model.Items)
            throw new ArgumentException(
                $"{items.Length} items with {values.Length} values and room for {scores.Length} scores "
                + $"do not fit a model of {model.Items} items.",
                nameof(scores));
        Array.Clear(_knownScores);
        for (int k = 0; k < items.Length; k++)
            AddHistoryItem(items[k], values[k]);
        scores.Fill(float.NegativeInfinity);
        for (int place = 0; place < _knownScores.Length; place++)
            scores[model.KnownItems[place]] = _knownScores[place];
    }

    private void AddHistoryItem(int item, float value)
    {
        if ((uint)item >= (uint)model.Items)
            throw new ArgumentException(
                $"Item index {item} is outside [0, {model.Items}), the items of the model. Drop unknown items first.", nameof(item));
        int place = model.Places[item], known = _knownScores.Length;
        if (place >= 0)
            Axpy.Add(value, model.Weights.AsSpan(place * known, known), _knownScores);
    }
}
