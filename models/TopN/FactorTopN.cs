using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.TopN;

/// <summary>
/// The n best items of a block of users by the dot products of their factors: exact, masked, without a score for every user and item in
/// memory.
/// </summary>
/// <remarks>
/// For one block of items after the other, longest vectors first, a matrix product scores all users that can still gain; a scan keeps the
/// few scores at or above the user's threshold, less <see cref="ScoreError"/>; those get the canonical dot product before they are ordered.
/// Same result as canonical scores of the whole catalogue and <c>TopNPlain</c>, see FactorTopNTests. One thread's workspace.
/// Cost at most users · items · rank fused multiply-adds; memory capacity · (512 + rank + candidates).
/// </remarks>
public sealed class FactorTopN
{
    private readonly FactorPanel _panel;
    private readonly int _n;
    private readonly float[] _vectors, _activeVectors, _scores;
    private readonly double[] _lengths;
    private readonly int[] _slots, _active, _places = new int[Gemm.BlockColumns];
    private readonly CandidateBuffer[] _buffers;
    private readonly CandidateSorter _sorter;
    private readonly Gemm _gemm = Gemm.Create();
    private float[] _products = [];
    private int _count, _activeCount;

    /// <param name="panel">Item factors.</param>
    /// <param name="order">Order at ties.</param>
    /// <param name="n">Length of a list.</param>
    /// <param name="capacity">Most users of a block.</param>
    public FactorTopN(FactorPanel panel, ListOrder order, int n, int capacity)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(order);
        if (panel.Items != order.Items)
            throw new ArgumentException($"There are factors of {panel.Items} items and an order of {order.Items}.", nameof(order));
        (_panel, _n, _sorter) = (panel, n, new CandidateSorter(order));
        (_vectors, _activeVectors) = (new float[capacity * panel.Rank], new float[capacity * panel.Rank]);
        (_scores, _lengths) = (new float[capacity * Gemm.BlockColumns], new double[capacity]);
        (_slots, _active) = (new int[capacity], new int[capacity]);
        _buffers = [.. Enumerable.Range(0, capacity).Select(_ => new CandidateBuffer(n))];
    }

    /// <summary>Begins a block without users.</summary>
    public void Start() => _count = 0;

    /// <summary>Adds a user: its vector goes into the returned memory.</summary>
    /// <param name="at">The user's place in the block.</param>
    public Span<float> Add(int at)
    {
        _slots[_count] = at;
        return VectorOf(_count++);
    }

    /// <summary>Finds the lists of all users added since the start.</summary>
    /// <param name="users">The block; what a user may not get is never kept.</param>
    /// <param name="lists">By place in the block; those of added users are overwritten.</param>
    public void Find(UserBlock users, ReadOnlySpan<ModelList> lists)
    {
        ArgumentNullException.ThrowIfNull(users);
        StartBuffers();
        for (int block = 0; block < _panel.Packed.BlockCount && KeepActive(block); block++)
            Score(block, users);
        for (int k = 0; k < _count; k++)
            Finish(_buffers[k], VectorOf(k), lists[_slots[k]].List);
    }

    private Span<float> VectorOf(int k) => _vectors.AsSpan(k * _panel.Rank, _panel.Rank);

    private void StartBuffers()
    {
        for (int k = 0; k < _count; k++)
        {
            (_lengths[k], _active[k]) = (FactorPanel.LengthOf(VectorOf(k)), k);
            _buffers[k].Start(ScoreError.Bound(_panel.Rank, _lengths[k], _panel.Longest));
        }
        _activeCount = _count;
        _vectors.AsSpan(0, _count * _panel.Rank).CopyTo(_activeVectors);
    }

    // Users who can gain neither from this block nor from any later one leave; the vectors of the others move up.
    private bool KeepActive(int block)
    {
        int kept = 0;
        for (int i = 0; i < _activeCount; i++)
        {
            int k = _active[i];
            if (!CanGain(k, _panel.LongestOf(block)))
                continue;
            if (kept < i)
                VectorOf(k).CopyTo(_activeVectors.AsSpan(kept * _panel.Rank));
            _active[kept++] = k;
        }
        _activeCount = kept;
        return kept > 0;
    }

    private bool CanGain(int k, double length) =>
        (_lengths[k] * length) + ScoreError.Bound(_panel.Rank, _lengths[k], length) >= _buffers[k].Threshold;

    private void Score(int block, UserBlock users)
    {
        var items = _panel.ItemsOf(block);
        var scores = new MatrixView(_scores, 0, _activeCount, items.Length, items.Length);
        scores.Clear();
        _gemm.Add(new MatrixView(_activeVectors, 0, _activeCount, _panel.Rank, _panel.Rank), _panel.Packed, block, scores);
        for (int i = 0; i < _activeCount; i++)
            Keep(scores.Row(i), items, users.MaskOf(_slots[_active[i]]), _buffers[_active[i]]);
    }

    private void Keep(ReadOnlySpan<float> scores, ReadOnlySpan<int> items, ItemMask mask, CandidateBuffer buffer)
    {
        int count = ScoreScan.AtLeast(scores, buffer.Threshold, _places);
        foreach (int place in _places.AsSpan(0, count))
            if (!mask.Hides(items[place]))
                buffer.Add(items[place], scores[place]);
        if (buffer.Count > _n + (_n / 4))
            buffer.Shrink();
    }

    private void Finish(CandidateBuffer buffer, ReadOnlySpan<float> vector, CandidateList list)
    {
        buffer.Shrink();
        if (_products.Length < buffer.Count)
            _products = new float[buffer.Count];
        new RowsAhead(_panel.Factors, _panel.Rank, buffer.Items).Ask(0, 1);
        SymmetricKernel.Chosen.DotRows(_panel.Factors, _panel.Rank, buffer.Items, vector, _products);
        _sorter.Start();
        for (int i = 0; i < buffer.Count; i++)
            _sorter.Add(buffer.Items[i], _products[i]);
        _sorter.TakeBest(_n, list);
    }
}
