using System.Runtime.InteropServices;
using RecPipeline.Models.Autoencoder.Cpu;

namespace RecPipeline.GpuWorker.OpenCl;

/// <summary>The sparse rows of a step on the device: offsets, items and values of a few rows. Buffers grow when they have to.</summary>
internal sealed class DeviceRows(OpenClDevice device) : IDisposable
{
    private int _rows, _entries;

    public DeviceBuffer Offsets { get; private set; } = device.Buffer(4);

    public DeviceBuffer Items { get; private set; } = device.Buffer(4);

    public DeviceBuffer Values { get; private set; } = device.Buffer(4);

    public void LoadInputs(Batch batch) => Load(batch.InputOffsets.AsSpan(0, batch.Rows + 1), CollectionsMarshal.AsSpan(batch.InputItems), CollectionsMarshal.AsSpan(batch.InputValues));

    public void LoadTargets(Batch batch) => Load(batch.TargetOffsets.AsSpan(0, batch.Rows + 1), CollectionsMarshal.AsSpan(batch.TargetItems), CollectionsMarshal.AsSpan(batch.TargetValues));

    /// <summary>The inputs by item: the rows that hold it, ascending, so that every sum has a fixed order.</summary>
    public void LoadInputsByItem(Batch batch, int items)
    {
        var (offsets, rows, values) = (new int[items + 1], new int[batch.InputItems.Count], new float[batch.InputItems.Count]);
        foreach (int item in batch.InputItems)
            offsets[item + 1]++;
        for (int item = 0; item < items; item++)
            offsets[item + 1] += offsets[item];
        int[] next = offsets[..items];
        for (int row = 0; row < batch.Rows; row++)
            for (int at = batch.InputOffsets[row]; at < batch.InputOffsets[row + 1]; at++)
            {
                int to = next[batch.InputItems[at]]++;
                (rows[to], values[to]) = (row, batch.InputValues[at]);
            }
        Load(offsets, rows, values);
    }

    public void Load(ReadOnlySpan<int> offsets, ReadOnlySpan<int> items, ReadOnlySpan<float> values)
    {
        Grow(offsets.Length, items.Length);
        device.Write(Offsets, offsets);
        device.Write(Items, items);
        device.Write(Values, values);
    }

    public void Dispose()
    {
        Offsets.Dispose();
        Items.Dispose();
        Values.Dispose();
    }

    private void Grow(int rows, int entries)
    {
        if (rows > _rows)
        {
            Offsets.Dispose();
            (_rows, Offsets) = (rows, device.Buffer(4L * rows));
        }
        if (entries <= _entries)
            return;
        Items.Dispose();
        Values.Dispose();
        _entries = entries + (entries / 2);
        (Items, Values) = (device.Buffer(4L * _entries), device.Buffer(4L * _entries));
    }
}
