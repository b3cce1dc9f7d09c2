using System.Runtime.InteropServices;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Autoencoder.Cpu;
using RecPipeline.Models.Matrices;

namespace RecPipeline.GpuWorker.OpenCl;

// Questions: outputs, hidden layers, masked lists. Rows go in blocks that fit the buffers of a step.
internal sealed partial class OpenClNetwork
{
    private const int MaxLoaded = 4096;

    public float[] Output(SparseMatrix rows, bool isLogit)
    {
        var output = new float[checked(rows.Rows * _definition.Items)];
        int items = _definition.Items;
        ForEachBlock(rows, _last - 1, (first, count, _, z) =>
        {
            Scores(count, z, isLogit);
            _device.Read(z, output.AsSpan(first * items, count * items));
        });
        return output;
    }

    public float[] Hidden(SparseMatrix rows, int layer)
    {
        int units = _definition.Layers[layer].Units;
        var hidden = new float[checked(rows.Rows * units)];
        ForEachBlock(rows, layer, (first, count, _, _) => _device.Read(_values[layer], hidden.AsSpan(first * units, count * units)));
        return hidden;
    }

    public TopLists Select(ListRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        int items = _definition.Items, n = Math.Min(request.N, items);
        using DeviceBuffer ranks = _device.Buffer(4L * items),
            keys = _device.Buffer(8L * BlockRows * n), counts = _device.Buffer(4L * BlockRows);
        using var hidden = new DeviceRows(_device);
        _device.Write<int>(ranks, RanksOf(request, items));
        var lists = new PendingLists(request.Order, n);
        ForEachBlock(request.Input, _last - 1, (first, count, inputs, z) =>
        {
            Scores(count, z, request.IsLogit);
            _device.ForEachRow("mask", count, z, items, inputs.Offsets, inputs.Items);
            Mask(request, hidden, z, first, count);
            _device.ForEachRow("choose", count, z, items, ranks, n, keys, counts);
            lists.Add(_device.Fetch<ulong>(keys, count * n), _device.Fetch<int>(counts, count));
        });
        return lists.ToLists();
    }

    private int BlockRows => (int)Math.Clamp(TileFloats / _definition.Items, 1, Math.Min(_rows, MaxLoaded));

    private void ForEachBlock(SparseMatrix rows, int layer, Action<int, int, DeviceEntries, DeviceBuffer> work)
    {
        CheckItems(rows);
        using var z = _device.Buffer(4L * BlockRows * _definition.Items);
        using var inputs = new DeviceRows(_device);
        var batch = new Batch();
        for (int first = 0; first < rows.Rows; first += BlockRows)
        {
            int end = Math.Min(first + BlockRows, rows.Rows);
            batch.Load(_definition, rows, first, end);
            inputs.Send(
                batch.InputOffsets.AsSpan(0, batch.Rows + 1), CollectionsMarshal.AsSpan(batch.InputItems),
                CollectionsMarshal.AsSpan(batch.InputValues));
            Forward(inputs.Entries, end - first, layer, null);
            work(first, end - first, inputs.Entries, z);
        }
    }

    private void Scores(int rows, DeviceBuffer z, bool isLogit)
    {
        int items = _definition.Items, units = _definition.Layers[_last - 1].Units;
        _device.ForEach("fill_rows", rows * items, z, items, _biases[_last], 0);
        _product.Add(rows, items, units, new DeviceMatrix(_values[_last - 1], 0, units), OutputWeights(0), new DeviceMatrix(z, 0, items));
        if (isLogit)
            return;
        if (IsSoftMax)
            _device.ForEachRow("soft_max", rows, z, items, _batch.Targets.Offsets, _batch.Targets.Items, 0, _lossRule, _losses);
        else
            Activate(_definition.Output.Activation, z, rows * items);
    }

    // Seen items and those that nobody gets, row by row.
    private void Mask(ListRequest request, DeviceRows hidden, DeviceBuffer z, int first, int count)
    {
        var (offsets, items) = (new int[count + 1], new List<int>());
        for (int row = 0; row < count; row++)
        {
            if (request.Seen is { } seen)
                items.AddRange(seen.RowIndices(first + row));
            items.AddRange(request.Excluded);
            offsets[row + 1] = items.Count;
        }
        hidden.Send(offsets, CollectionsMarshal.AsSpan(items), []);
        _device.ForEachRow("mask", count, z, _definition.Items, hidden.Entries.Offsets, hidden.Entries.Items);
    }

    private static int[] RanksOf(ListRequest request, int items)
    {
        var ranks = new int[items];
        for (int rank = 0; rank < items; rank++)
            ranks[request.Order.ByPopularity[rank]] = rank + 1;
        return ranks;
    }
}
