using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.TopN;

/// <summary>
/// Finds the history items behind a recommendation, from the scorers that have just scored the user. Fast twin: <see cref="BlockReasons"/>.
/// </summary>
internal sealed class ListReasons(IReadOnlyList<ListModel> models, IReadOnlyList<IHistoryScorer> scorers)
{
    private float[] _contributions = [];
    private float[] _shares = [];

    /// <summary>A model's list has that model's reasons; the blend has those of its parts, by weight.</summary>
    public void Find(IReadOnlyList<ModelList> lists, ModelList list, ReadOnlySpan<int> history, int item, int count, List<Reason> reasons)
    {
        if (count == 0 || !list.IsOwn)
            return;
        Reserve(history.Length);
        double weight = 0;
        for (int model = 0; model < models.Count; model++)
            if (lists[model].IsOwn && PartOf(list, model) is > 0 and var part && AddShares(model, item, history.Length, part))
                weight += part;
        Reasons.TakeLargest(history, _shares.AsSpan(0, history.Length), weight, count, reasons);
    }

    private double PartOf(ModelList list, int model) =>
        list.Name == ModelList.BlendName ? models[model].Weight : list.Name == models[model].Name ? 1 : 0;

    private bool AddShares(int model, int item, int rows, double weight)
    {
        var contributions = _contributions.AsSpan(0, rows);
        scorers[model].Explain(item, contributions);
        return Reasons.AddShares(contributions, weight, _shares.AsSpan(0, rows));
    }

    private void Reserve(int rows)
    {
        if (_shares.Length < rows)
            (_contributions, _shares) = (new float[rows], new float[rows]);
        Array.Clear(_shares);
    }
}
