using RecPipeline.Models.Shaping;

namespace RecPipeline.Models.TopN;

/// <summary>Makes blended lists that follow rules, from all candidates of the blend. One thread's workspace.</summary>
/// <remarks>
/// Where the candidates cannot fill a list or a rule, the user's lists are made again from eight times as many of each model, up to the
/// whole catalogue, so that the result is greedy selection over everything that has a score.
/// </remarks>
internal sealed class BlendShaper
{
    private const int Growth = 8;
    private readonly IReadOnlyList<ListModel> _models;
    private readonly ListSettings _settings;
    private readonly ListShaper _shaper;
    private readonly CandidateList _candidates;
    private readonly Blender _blender;
    private readonly ShapedList[] _lists;
    private readonly bool[] _needsMore;
    private readonly IReservedRows[] _reserved;
    private ListBlockMaker? _wider;

    /// <param name="models">Those of the lists.</param>
    /// <param name="settings">Lengths.</param>
    /// <param name="shaping">The rules.</param>
    /// <param name="blends">Where the lists go, by place in the block.</param>
    public BlendShaper(IReadOnlyList<ListModel> models, ListSettings settings, ListShaping shaping, ModelList[] blends)
    {
        (_models, _settings, _shaper) = (models, settings, new ListShaper(shaping, settings.N));
        _candidates = new CandidateList((int)Math.Min(settings.Order.Items, (long)models.Count * settings.Candidates));
        _blender = new Blender(settings.Order, _candidates.Capacity, models.Sum(model => model.Weight));
        _reserved =
        [
            .. new IReservedRows?[]
            {
                shaping.Explore is { } explore ? new ExploreRows(explore) : null,
                shaping.Cold is { } cold ? new ColdRows(cold, models.First(model => model.Name == cold.Model), settings.Order) : null,
            }.OfType<IReservedRows>(),
        ];
        (_lists, _needsMore) = ([.. blends.Select(blend => new ShapedList(blend.List))], new bool[blends.Length]);
    }

    public ShapedList ListOf(int at) => _lists[at];

    /// <summary>Makes the list of a user.</summary>
    /// <param name="users">The block.</param>
    /// <param name="at">Place in it.</param>
    /// <param name="parts">Lists with weights above 0; none for a user whom no model knows.</param>
    /// <param name="popularity">What such a user gets.</param>
    public void Shape(UserBlock users, int at, IReadOnlyList<(CandidateList List, double Weight)> parts, CandidateList popularity)
    {
        if (parts.Count > 0)
            _blender.Blend(parts, _candidates);
        else
            _candidates.Copy(popularity, _candidates.Capacity);
        bool hasMore = _settings.Candidates < _settings.Order.Items
            && (parts.Count == 0 ? popularity.Count == _settings.Candidates : parts.Any(part => part.List.Count == _settings.Candidates));
        _shaper.Start();
        foreach (var rows in _reserved)
            rows.Reserve(users, at, _shaper);
        _needsMore[at] = !_shaper.Shape(_candidates, users.HistoryOf(at), _lists[at]) && hasMore;
    }

    /// <summary>Makes the list again from more candidates, where these could change it.</summary>
    /// <param name="at">Place in the block.</param>
    /// <param name="make">Makes the lists of this user alone.</param>
    public void Widen(int at, Action<ListBlockMaker> make)
    {
        if (!_needsMore[at])
            return;
        int candidates = (int)Math.Min(_settings.Order.Items, (long)Growth * _settings.Candidates);
        _wider ??= new ListBlockMaker(_models, _settings with { Candidates = candidates }, capacity: 1);
        make(_wider);
        _lists[at].Copy(_wider.ShapedOf(0));
    }
}
