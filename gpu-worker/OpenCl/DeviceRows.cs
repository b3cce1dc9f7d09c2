namespace RecPipeline.GpuWorker.OpenCl;

/// <summary>Sparse rows on a device: row r has entries Offsets[r] … Offsets[r + 1].</summary>
internal readonly record struct DeviceEntries(DeviceBuffer Offsets, DeviceBuffer Items, DeviceBuffer Values);

/// <summary>A few sparse rows that the host sends.</summary>
internal sealed class DeviceRows(OpenClDevice device) : IDisposable
{
    private readonly GrowingBuffer _offsets = new(device), _items = new(device), _values = new(device);

    public DeviceEntries Entries => new(_offsets.Buffer, _items.Buffer, _values.Buffer);

    public void Send(ReadOnlySpan<int> offsets, ReadOnlySpan<int> items, ReadOnlySpan<float> values)
    {
        device.Send(_offsets.For(offsets.Length), offsets);
        device.Send(_items.For(items.Length), items);
        device.Send(_values.For(values.Length), values);
    }

    public void Dispose()
    {
        _offsets.Dispose();
        _items.Dispose();
        _values.Dispose();
    }
}
