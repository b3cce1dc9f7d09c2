using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.TopN;

/// <summary>Makes the lists of blocks of users: every model's own, and their blend. One thread's workspace.</summary>
/// <remarks>
/// Items of the history, blocked and excluded items are masked before selection, so that a list is short only where the catalogue is
/// exhausted. A model that can use nothing of a history gets the popularity list; where all are so, the blend is the popularity list too.
/// Plain twin: <c>ListMaker</c> of the tests, which goes user by user through every score; see ListBlockMakerTests.
/// </remarks>
public sealed class ListBlockMaker
{
    /// <summary>Most users of a block: whole tiles of every matrix product, and few enough for a second cache.</summary>
    public const int BlockUsers = 96;

    private readonly IReadOnlyList<ListModel> _models;
    private readonly ListSettings _settings;
    private readonly UserBlock _users;
    private readonly IListFinder[] _finders;
    private readonly ModelList[][] _lists; // by model, by place in the block
    private readonly ModelList[] _blends;
    private readonly Blender _blender;
    private readonly List<(CandidateList List, double Weight)> _parts = [];
    private readonly BlockReasons _reasons;
    private readonly BlendShaper? _shaper;

    /// <param name="models">The first must be popularity, the fallback of the others.</param>
    /// <param name="settings">Order, lengths and excluded items.</param>
    public ListBlockMaker(IReadOnlyList<ListModel> models, ListSettings settings)
        : this(models, settings, BlockUsers)
    {
    }

    internal ListBlockMaker(IReadOnlyList<ListModel> models, ListSettings settings, int capacity)
    {
        Check(models, settings);
        (_models, _settings) = (models, settings);
        _users = new UserBlock(settings.Order.Items, settings.Excluded, capacity);
        _finders = [.. models.Select(model => model.NewFinder?.Invoke(settings) ?? new ScoringFinder(model.NewScorer(), settings))];
        _lists = [.. models.Select(model => NewLists(model.Name, settings.Candidates, capacity))];
        _blends = NewLists(ModelList.BlendName, settings.N, capacity);
        _shaper = settings.Shaping is { } shaping ? new BlendShaper(models, settings, shaping, _blends) : null;
        _blender = new Blender(settings.Order, settings.N, models.Sum(model => model.Weight));
        _reasons = new BlockReasons(models, _finders);
    }

    /// <summary>Users of the block last made.</summary>
    public int Count => _users.Count;

    /// <summary>A model's list of the user at a place of the block.</summary>
    public ModelList ListOf(int model, int at) => _lists[model][at];

    /// <summary>The blended list of the user at a place of the block.</summary>
    public ModelList BlendOf(int at) => _blends[at];

    /// <summary>
    /// By row of the blended list: the rule without which the best candidate that was left would stand there; null where it does.
    /// Empty without rules.
    /// </summary>
    public ReadOnlySpan<string?> RulesOf(int at) => _shaper is null ? [] : _shaper.ListOf(at).Rules;

    /// <summary>Makes the lists of some users.</summary>
    /// <param name="ratings">[users × items]; none of a user's items is listed.</param>
    /// <param name="users">At most <see cref="BlockUsers"/> rows of <paramref name="ratings"/>.</param>
    /// <param name="blocked">[users × items] more cells that a user may not get; null for none.</param>
    /// <param name="firstUser">Index of the user in row 0, for models that learned of users.</param>
    /// <param name="userOfRow">Index of the user in each row, where they are not consecutive.</param>
    /// <param name="timestamps">One per cell of <paramref name="ratings"/>, for models that read histories in order; null for none.</param>
    public void Make(
        SparseMatrix ratings, ReadOnlySpan<int> users, SparseMatrix? blocked = null,
        int firstUser = 0, int[]? userOfRow = null, long[]? timestamps = null)
    {
        _users.Start(ratings, users, blocked, firstUser, userOfRow, timestamps);
        for (int model = 0; model < _models.Count; model++)
        {
            _finders[model].Find(_users, _lists[model]);
            for (int at = 0; at < Count; at++)
                if (!_lists[model][at].IsOwn)
                    _lists[model][at].List.Copy(_lists[0][at].List, _settings.Candidates);
        }
        for (int at = 0; at < Count; at++)
            Blend(at);
        for (int at = 0; at < Count && _shaper is not null; at++)
        {
            int row = users[at];
            _shaper.Widen(at, wider => wider.Make(ratings, [row], blocked, firstUser, userOfRow, timestamps));
        }
    }

    /// <summary>The reasons of the first rows of one of the lists last made.</summary>
    /// <param name="list">A list of the user at <paramref name="at"/>.</param>
    /// <param name="at">Place in the block.</param>
    /// <param name="rows">How many rows of the list.</param>
    /// <param name="count">Most reasons of a row.</param>
    /// <param name="reasons">Overwritten.</param>
    public void Explain(ModelList list, int at, int rows, int count, ReasonTable reasons)
    {
        ArgumentNullException.ThrowIfNull(list);
        ArgumentNullException.ThrowIfNull(reasons);
        _reasons.Find(model => _lists[model][at], list, _users.HistoryOf(at), rows, count, reasons);
    }

    internal ShapedList ShapedOf(int at) => _shaper!.ListOf(at);

    internal static void Check(IReadOnlyList<ListModel> models, ListSettings settings)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(settings);
        if (models.Count == 0 || models[0].Name != ModelList.Fallback)
            throw new ArgumentException(
                $"The first model must be '{ModelList.Fallback}', since the others fall back to it.", nameof(models));
    }

    private static ModelList[] NewLists(string name, int length, int capacity) =>
        [.. Enumerable.Range(0, capacity).Select(_ => new ModelList(name, length))];

    private void Blend(int at)
    {
        _parts.Clear();
        for (int model = 0; model < _models.Count; model++)
            if (_models[model].Weight > 0 && _lists[model][at].IsOwn)
                _parts.Add((_lists[model][at].List, _models[model].Weight));
        _blends[at].IsOwn = _parts.Count > 0;
        if (_shaper is not null)
            _shaper.Shape(_users, at, _parts, _lists[0][at].List);
        else if (_parts.Count > 0)
            _blender.Blend(_parts, _blends[at].List);
        else
            _blends[at].List.Copy(_lists[0][at].List, _settings.N);
    }
}
