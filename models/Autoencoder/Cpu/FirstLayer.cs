using System.Runtime.InteropServices;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>
/// The weights that read the sparse input, item-major: a row's sum gathers the rows of its items; the gradient gathers the batch rows of
/// each item.
/// </summary>
/// <remarks>
/// Forward cost: non-zeros · units. Backward the same, plus one sweep over all weights where the optimiser moves weights without a
/// gradient. The batch is transposed by counting, so every sum has a fixed order whatever the threads.
/// </remarks>
internal sealed class FirstLayer(int items, int units, int threads)
{
    private const int RowChunk = 8, ItemChunk = 128;

    private readonly int[] _offsets = new int[items + 1];
    private readonly Workspaces<float[]> _gradients = new(() => new float[units]);
    private readonly bool[] _occurs = new bool[items];
    private int[] _rows = [];
    private float[] _values = [];

    /// <summary>Notes which items the training data holds: without decay the others' weights never move.</summary>
    public void SetData(SparseMatrix data)
    {
        Array.Clear(_occurs);
        foreach (int item in data.Indices)
            _occurs[item] = true;
    }

    /// <summary>z[r] = bias + Σ x · weights[item] over the row's inputs.</summary>
    public void Forward(Batch batch, float[] weights, float[] bias, MatrixView z) =>
        RowChunks.Run(batch.Rows, RowChunk, threads, (first, end) =>
        {
            var inputs = CollectionsMarshal.AsSpan(batch.InputItems);
            var values = CollectionsMarshal.AsSpan(batch.InputValues);
            for (int row = first; row < end; row++)
            {
                var sum = z.Row(row);
                bias.CopyTo(sum);
                for (int at = batch.InputOffsets[row]; at < batch.InputOffsets[row + 1]; at++)
                    Axpy.Add(values[at], weights.AsSpan(inputs[at] * units, units), sum);
            }
        }, CancellationToken.None);

    /// <summary>Calls <paramref name="use"/>(item, gradient sum) for every item whose weights may move.</summary>
    /// <param name="batch">The step's rows.</param>
    /// <param name="deltas">[rows × units] d loss / d z.</param>
    /// <param name="more">[items × units] gradient to start from (tied weights), or null.</param>
    /// <param name="wanted">Which items without a gradient are wanted too.</param>
    /// <param name="use">Called on any thread, once per item.</param>
    public void Gradients(Batch batch, MatrixView deltas, float[]? more, Untouched wanted, Action<int, float[]> use)
    {
        Transpose(batch);
        RowChunks.Run(items, ItemChunk, threads, (first, end) => _gradients.Use(gradient =>
        {
            for (int item = first; item < end; item++)
                if (more is not null || _offsets[item + 1] > _offsets[item]
                    || wanted == Untouched.All || (wanted == Untouched.Known && _occurs[item]))
                {
                    Sum(item, deltas, more, gradient);
                    use(item, gradient);
                }
        }), CancellationToken.None);
    }

    private void Sum(int item, MatrixView deltas, float[]? more, float[] gradient)
    {
        if (more is null)
            Array.Clear(gradient);
        else
            more.AsSpan(item * units, units).CopyTo(gradient);
        for (int at = _offsets[item]; at < _offsets[item + 1]; at++)
            Axpy.Add(_values[at], deltas.Row(_rows[at]), gradient);
    }

    // A counting sort of the batch's inputs by item; within an item, batch rows ascend.
    private void Transpose(Batch batch)
    {
        var inputs = CollectionsMarshal.AsSpan(batch.InputItems);
        if (_rows.Length < inputs.Length)
            (_rows, _values) = (new int[inputs.Length], new float[inputs.Length]);
        Array.Clear(_offsets);
        foreach (int item in inputs)
            _offsets[item + 1]++;
        for (int item = 0; item < items; item++)
            _offsets[item + 1] += _offsets[item];
        for (int row = batch.Rows - 1; row >= 0; row--)
            for (int at = batch.InputOffsets[row + 1] - 1; at >= batch.InputOffsets[row]; at--)
            {
                int to = --_offsets[inputs[at] + 1];
                (_rows[to], _values[to]) = (row, batch.InputValues[at]);
            }
        // Filling from behind has moved every end to its begin: item i's entries now begin at _offsets[i + 1].
        Array.Copy(_offsets, 1, _offsets, 0, items);
        _offsets[items] = inputs.Length;
    }
}

/// <summary>Which items without a gradient in a batch an update has to visit.</summary>
internal enum Untouched
{
    None,

    /// <summary>Items of the training data: their state may still move them.</summary>
    Known,

    /// <summary>All items: weights decay.</summary>
    All,
}
