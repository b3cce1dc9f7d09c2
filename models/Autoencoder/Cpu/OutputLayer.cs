using System.Runtime.InteropServices;
using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Autoencoder.Cpu;

/// <summary>
/// The dense output of one step, in tiles of 512 items: sums, loss, deltas, gradient and update of a tile while it is in the cache.
/// </summary>
/// <remarks>
/// Three matrix products of batch × units × items, 99.8 % of the work. Tiles belong to at most 32 stripes; a stripe goes through its tiles
/// in order and adds up its share of d loss / d hidden, and shares are added in order: the same bits on any number of threads.
/// A tile's weights are read by nobody after its share is added, so they move at once. Memory: stripes · batch · units, and with SoftMax
/// batch · items of sums where that is at most 256 MiB (else they are computed twice).
/// </remarks>
internal sealed class OutputLayer
{
    public const int TileItems = 512;
    private const int MostStripes = 32;
    private const long MostLogits = 1 << 26;

    private readonly NetworkDefinition _definition;
    private readonly int _units, _items, _tiles, _threads;
    private readonly IOutputRow? _rowPass;
    private readonly SoftMaxOutput? _softMax;
    private readonly float[] _logits;
    private readonly float[][] _shares;
    private readonly double[] _loss;
    private readonly Workspaces<TileWorkspace> _workspaces;

    public OutputLayer(NetworkDefinition definition, int batchSize, int threads, bool isPlain)
    {
        (_definition, _threads, _units, _items) = (definition, threads, definition.Layers[^2].Units, definition.Items);
        _tiles = (_items + TileItems - 1) / TileItems;
        _loss = new double[_tiles];
        _shares = [.. Enumerable.Range(0, Math.Min(MostStripes, _tiles)).Select(_ => new float[batchSize * _units])];
        _workspaces = new Workspaces<TileWorkspace>(() => new TileWorkspace(batchSize, _units));
        if (definition.Output.Activation.Kind == Activation.SoftMax)
            _softMax = new SoftMaxOutput(definition.Loss, batchSize, _tiles);
        else
            _rowPass = isPlain || !definition.Loss.IsLogarithmic
                ? new PlainOutput(definition.Loss, definition.Output.Activation)
                : new SigmoidOutput(definition.Loss, definition.Output.Activation);
        _logits = _softMax is not null && (long)batchSize * _items <= MostLogits ? new float[batchSize * _items] : [];
    }

    /// <summary>One step: the loss, and d loss / d hidden in <paramref name="hiddenDeltas"/>.</summary>
    /// <param name="batch">Targets.</param>
    /// <param name="weights">The network.</param>
    /// <param name="hidden">[rows × units] what the output reads.</param>
    /// <param name="hiddenDeltas">[rows × units], overwritten.</param>
    /// <param name="sink">Takes each tile's gradient.</param>
    public double Step(Batch batch, NetworkWeights weights, MatrixView hidden, MatrixView hiddenDeltas, ITileSink sink)
    {
        double loss = 0;
        if (_softMax is not null)
        {
            _softMax.Start(batch);
            ForEachTile((workspace, tile, _) => Measure(workspace, tile, batch, weights, hidden));
            loss = _softMax.Finish(batch);
        }
        foreach (float[] share in _shares)
            Array.Clear(share);
        ForEachTile((workspace, tile, stripe) => Run(workspace, tile, batch, weights, hidden, View(_shares[stripe], batch.Rows), sink));
        AddShares(hiddenDeltas);
        return _softMax is not null ? loss : _loss.Sum();
    }

    /// <summary>[units × items of the tile] the tile's weights, whatever their layout.</summary>
    public static MatrixView Weights(NetworkDefinition definition, NetworkWeights weights, int first, int count)
    {
        int units = definition.Layers[^2].Units;
        return definition.IsTied
            ? new MatrixView(weights.Matrix(0), first * units, count, units, units).Transposed
            : new MatrixView(weights.Matrix(weights.Layers - 1), first, units, count, definition.Items);
    }

    private void ForEachTile(Action<TileWorkspace, int, int> work)
    {
        int stripes = _shares.Length;
        RowChunks.Run(stripes, 1, _threads, (stripe, _) => _workspaces.Use(workspace =>
        {
            for (int tile = (int)((long)_tiles * stripe / stripes); tile < (int)((long)_tiles * (stripe + 1) / stripes); tile++)
                work(workspace, tile, stripe);
        }), CancellationToken.None);
    }

    private void Measure(TileWorkspace workspace, int tile, Batch batch, NetworkWeights weights, MatrixView hidden)
    {
        var z = Sums(workspace, tile, weights, hidden);
        for (int row = 0; row < batch.Rows; row++)
        {
            var stored = Stored(batch, row, tile);
            _softMax!.Measure(row, tile, z.Row(row), stored.Items, stored.First, tile * TileItems);
        }
    }

    private void Run(
        TileWorkspace workspace, int tile, Batch batch, NetworkWeights weights, MatrixView hidden, MatrixView share, ITileSink sink)
    {
        var z = _logits.Length > 0 ? Logits(tile, batch.Rows) : Sums(workspace, tile, weights, hidden);
        Deltas(tile, batch, z);
        workspace.Gemm.Add(z, Weights(_definition, weights, tile * TileItems, z.Columns).Transposed, share);
        sink.Take(workspace, tile * TileItems, hidden, z);
    }

    private MatrixView Sums(TileWorkspace workspace, int tile, NetworkWeights weights, MatrixView hidden)
    {
        int count = Math.Min(TileItems, _items - (tile * TileItems));
        var z = _logits.Length > 0 ? Logits(tile, hidden.Rows) : workspace.Sums(hidden.Rows, count);
        Product.FillRows(z, weights.Bias(weights.Layers - 1).AsSpan(tile * TileItems, count));
        workspace.Gemm.Add(hidden, Weights(_definition, weights, tile * TileItems, count), z);
        return z;
    }

    private void Deltas(int tile, Batch batch, MatrixView z)
    {
        double loss = 0;
        for (int row = 0; row < batch.Rows; row++)
        {
            var stored = Stored(batch, row, tile);
            if (_softMax is not null)
                _softMax.Delta(batch, row, z.Row(row), stored.Items, stored.First, tile * TileItems);
            else
            {
                var values = CollectionsMarshal.AsSpan(batch.TargetValues).Slice(stored.First, stored.Items.Length);
                loss += _rowPass!.Run(z.Row(row), stored.Items, values, tile * TileItems);
            }
        }
        _loss[tile] = loss;
    }

    private MatrixView Logits(int tile, int rows) =>
        new(_logits, tile * TileItems, rows, Math.Min(TileItems, _items - (tile * TileItems)), _items);

    private MatrixView View(float[] data, int rows) => new(data, 0, rows, _units, _units);

    private void AddShares(MatrixView sums) => RowChunks.Run(sums.Rows, 8, _threads, (first, end) =>
    {
        for (int row = first; row < end; row++)
        {
            sums.Row(row).Clear();
            foreach (float[] share in _shares)
                Axpy.Add(1, share.AsSpan(row * _units, _units), sums.Row(row));
        }
    }, CancellationToken.None);

    // The row's stored items inside a tile: where they begin among all targets, and the items.
    private static StoredItems Stored(Batch batch, int row, int tile)
    {
        int begin = batch.TargetOffsets[row];
        ReadOnlySpan<int> items = CollectionsMarshal.AsSpan(batch.TargetItems)[begin..batch.TargetOffsets[row + 1]];
        int first = LowerBound(items, tile * TileItems), end = LowerBound(items, (tile + 1) * TileItems);
        return new StoredItems(begin + first, items[first..end]);
    }

    private static int LowerBound(ReadOnlySpan<int> items, int item)
    {
        int at = items.BinarySearch(item);
        return at < 0 ? ~at : at;
    }

    private readonly ref struct StoredItems(int first, ReadOnlySpan<int> items)
    {
        public int First { get; } = first;

        public ReadOnlySpan<int> Items { get; } = items;
    }
}
