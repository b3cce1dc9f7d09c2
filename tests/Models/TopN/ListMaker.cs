using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.TopN;

/// <summary>
/// Makes one user's lists the plain way, through a score for every item: what <see cref="ListBlockMaker"/> must equal.
/// </summary>
/// <remarks>
/// Items of the history and excluded items are masked before selection, so that a list is short only where the catalogue is exhausted.
/// A model that can use nothing of the history gets the popularity list; where all are so, the blend is the popularity list too.
/// </remarks>
public sealed class ListMaker
{
    private readonly IReadOnlyList<ListModel> _models;
    private readonly ListSettings _settings;
    private readonly IHistoryScorer[] _scorers;
    private readonly ModelList[] _lists;
    private readonly TopNSelector _candidateSelector, _blendSelector;
    private readonly ZScoreBlend _blend;
    private readonly ListReasons _reasons;
    private readonly float[] _scores;

    /// <param name="models">The first must be popularity, the fallback of the others.</param>
    /// <param name="settings">Order, lengths and excluded items.</param>
    public ListMaker(IReadOnlyList<ListModel> models, ListSettings settings)
    {
        ListBlockMaker.Check(models, settings);
        (_models, _settings) = (models, settings);
        _scorers = [.. models.Select(model => model.NewScorer())];
        _lists = [.. models.Select(model => new ModelList(model.Name, settings.Candidates))];
        _candidateSelector = new TopNSelector(settings.Order, settings.Candidates);
        _blendSelector = new TopNSelector(settings.Order, settings.N);
        _blend = new ZScoreBlend(settings.Order.Items, models.Sum(model => model.Weight));
        _reasons = new ListReasons(models, _scorers);
        _scores = new float[settings.Order.Items];
        Blended = new ModelList(ModelList.BlendName, settings.N);
    }

    /// <summary>The lists of the user last made, in the order of the models.</summary>
    public IReadOnlyList<ModelList> Lists => _lists;

    /// <summary>The blended list of the user last made.</summary>
    public ModelList Blended { get; }

    /// <summary>Makes the lists of the user with this history.</summary>
    /// <param name="history">The user's rows; none of their items is listed.</param>
    /// <param name="blocked">More items that this user may not get.</param>
    public void Make(History history, ReadOnlySpan<int> blocked = default)
    {
        for (int model = 0; model < _models.Count; model++)
            MakeOwn(model, history, blocked);
        Blend();
    }

    /// <summary>The reasons of a row of <paramref name="list"/>, which the last <see cref="Make"/> has made.</summary>
    public void Explain(ModelList list, History history, int item, int count, List<Reason> reasons) =>
        _reasons.Find(_lists, list, history.Items, item, count, reasons);

    private void MakeOwn(int model, History history, ReadOnlySpan<int> blocked)
    {
        var own = _lists[model];
        own.IsOwn = _scorers[model].TryScore(history, _scores);
        if (own.IsOwn)
        {
            Mask(history.Items);
            Mask(blocked);
            Mask(_settings.Excluded);
            _candidateSelector.Select(_scores, own.List);
        }
        else
        {
            own.List.Copy(_lists[0].List, _settings.Candidates);
        }
    }

    private void Mask(ReadOnlySpan<int> items)
    {
        foreach (int item in items)
            _scores[item] = float.NegativeInfinity;
    }

    private void Blend()
    {
        var parts = _models.Select((model, i) => (_lists[i], model.Weight)).Where(part => part.Weight > 0 && part.Item1.IsOwn)
            .Select(part => (part.Item1.List, part.Weight)).ToArray();
        Blended.IsOwn = parts.Length > 0;
        if (!Blended.IsOwn)
        {
            Blended.List.Copy(_lists[0].List, _settings.N);
            return;
        }
        _blend.Start(parts);
        foreach (var (list, weight) in parts)
            _blend.Add(list, weight);
        _blend.WriteTo(_scores);
        _blendSelector.Select(_scores, Blended.List);
    }
}
