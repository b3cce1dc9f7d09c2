using System.Numerics;

namespace RecPipeline.Models.TopN;

/// <summary>
/// Finds the history items behind all rows of a list at once: items side by side in registers, history rows one after the other.
/// </summary>
/// <remarks>
/// Same result as <c>ListReasons</c>, which takes row by row. Cost of a list: its contributions, then a few passes over rows ·
/// items.
/// </remarks>
internal sealed class BlockReasons(IReadOnlyList<ListModel> models, IReadOnlyList<IListFinder> finders)
{
    private const int ItemsAtOnce = 128; // bounds the memory of a user with thousands of ratings
    private readonly Contributions _contributions = new();
    private readonly double[] _weights = new double[ItemsAtOnce], _totals = new double[ItemsAtOnce];
    private readonly float[] _scales = new float[ItemsAtOnce];
    private float[] _shares = [];
    private bool[] _speaks = [];
    private int[] _rows = []; // history rows that speak for an item, ascending

    /// <param name="lists">The user's lists by model.</param>
    /// <param name="list">
    /// One of them, or their blend: a model's list has that model's reasons, the blend those of its parts, by weight.
    /// </param>
    /// <param name="history">The user's rows.</param>
    /// <param name="rows">Rows of the list that are explained, from its first.</param>
    /// <param name="count">Most reasons of a row.</param>
    /// <param name="reasons">Overwritten.</param>
    public void Find(Func<int, ModelList> lists, ModelList list, History history, int rows, int count, ReasonTable reasons)
    {
        reasons.Start(rows, count);
        if (count == 0 || !list.IsOwn)
            return;
        for (int first = 0; first < rows; first += ItemsAtOnce)
        {
            var items = list.List.Items[first..Math.Min(rows, first + ItemsAtOnce)];
            Start(history.Items.Length, items.Length);
            for (int model = 0; model < models.Count; model++)
                if (lists(model).IsOwn && PartOf(list, model) is > 0 and var part)
                {
                    finders[model].Explain(history, items, _contributions);
                    AddShares(part, items.Length);
                }
            int rowCount = SpeakingRows(history.Items.Length);
            for (int taken = 0; taken < count; taken++)
                TakeLargest(history, rowCount, items.Length, first, reasons);
        }
    }

    private static int Stride(int items) => (items + 15) / 16 * 16;

    private double PartOf(ModelList list, int model) =>
        list.Name == ModelList.BlendName ? models[model].Weight : list.Name == models[model].Name ? 1 : 0;

    private void Start(int rows, int items)
    {
        if (_shares.Length < rows * Stride(items))
            _shares = new float[rows * Stride(items)];
        if (_rows.Length < rows)
            (_rows, _speaks) = (new int[rows], new bool[rows]);
        _speaks.AsSpan(0, rows).Clear();
        Array.Clear(_weights);
    }

    private int SpeakingRows(int rows)
    {
        int count = 0;
        for (int row = 0; row < rows; row++)
            if (_speaks[row])
                _rows[count++] = row;
        return count;
    }

    // See Reasons.AddShares: total per item, then scaled parts.
    private void AddShares(double weight, int items)
    {
        if (_contributions.RowCount == 0)
            return;
        int stride = Stride(items);
        SumPositive(stride);
        for (int item = 0; item < items; item++)
        {
            bool speaks = _totals[item] > 0;
            _scales[item] = speaks ? (float)(weight / _totals[item]) : 0;
            _weights[item] += speaks ? weight : 0;
        }
        _scales.AsSpan(items).Clear();
        for (int i = 0; i < _contributions.RowCount; i++)
        {
            int row = _contributions.Rows[i];
            var shares = _shares.AsSpan(row * stride, stride);
            if (!_speaks[row])
                shares.Clear();
            _speaks[row] = true;
            AddScaled(_contributions.Row(i), shares);
        }
    }

    private void SumPositive(int stride)
    {
        for (int column = 0; column < stride; column += Vector<float>.Count)
        {
            var (low, high) = (Vector<double>.Zero, Vector<double>.Zero);
            for (int row = 0; row < _contributions.RowCount; row++)
            {
                Vector.Widen(
                    Vector.Max(new Vector<float>(_contributions.Cells, (row * stride) + column), Vector<float>.Zero),
                    out var first, out var second);
                low += first;
                high += second;
            }
            low.CopyTo(_totals, column);
            high.CopyTo(_totals, column + Vector<double>.Count);
        }
    }

    private void AddScaled(ReadOnlySpan<float> contributions, Span<float> shares)
    {
        for (int column = 0; column < shares.Length; column += Vector<float>.Count)
        {
            var scaled = new Vector<float>(_scales, column) * Vector.Max(new Vector<float>(contributions[column..]), Vector<float>.Zero);
            (new Vector<float>(shares[column..]) + scaled).CopyTo(shares[column..]);
        }
    }

    // The largest share of every item that is still there, ties to the first row; then it is gone.
    private void TakeLargest(History history, int rowCount, int items, int firstRow, ReasonTable reasons)
    {
        int stride = Stride(items);
        Span<int> rows = stackalloc int[ItemsAtOnce];
        for (int column = 0; column < stride; column += Vector<float>.Count)
            LargestRows(rowCount, stride, column).CopyTo(rows[column..]);
        for (int item = 0; item < items; item++)
        {
            if (rows[item] < 0)
                continue;
            ref float share = ref _shares[(rows[item] * stride) + item];
            reasons.Add(firstRow + item, new Reason(history.Items[rows[item]], (float)(share / _weights[item])));
            share = 0;
        }
    }

    private Vector<int> LargestRows(int rowCount, int stride, int column)
    {
        var (best, bestRow) = (Vector<float>.Zero, -Vector<int>.One);
        foreach (int row in _rows.AsSpan(0, rowCount))
        {
            var shares = new Vector<float>(_shares, (row * stride) + column);
            var isLarger = Vector.GreaterThan(shares, best);
            best = Vector.ConditionalSelect(isLarger, shares, best);
            bestRow = Vector.ConditionalSelect(isLarger, new Vector<int>(row), bestRow);
        }
        return bestRow;
    }
}
