using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Autoencoder.Cpu;

namespace RecPipeline.GpuWorker.OpenCl;

/// <summary>
/// The rows of a step, laid side by side on the device out of the resident ones; the host sends their numbers and where they begin.
/// </summary>
/// <remarks>
/// Twin of <see cref="Batch"/>, with one difference: an item that the mask drops keeps its place, with input 0.
/// Inputs by item come by bits [items × rows]:
/// an entry's place is the first of its item plus the bits below its row, so every sum over rows has one order.
/// </remarks>
/// <param name="most">The most rows of a step.</param>
internal sealed class BatchRows(OpenClDevice device, NetworkDefinition definition, int most) : IDisposable
{
    private readonly int _words = (most + 31) / 32;
    private readonly DeviceMasks _masks = new(device, definition);
    private readonly DeviceBuffer _step = device.Buffer(4L * ((2 * most) + 1)), _firsts = device.Buffer(4L * (definition.Items + 1));
    private readonly DeviceBuffer _bits = device.Buffer(4L * definition.Items * ((most + 31) / 32));
    private readonly GrowingBuffer _items = new(device), _targets = new(device), _inputs = new(device);
    private readonly GrowingBuffer _rows = new(device), _sorted = new(device);

    public DeviceMasks Masks => _masks;

    public DeviceEntries Targets => new(_step, _items.Buffer, _targets.Buffer);

    public DeviceEntries Inputs => new(_step, _items.Buffer, _inputs.Buffer);

    /// <summary>Offsets by item; its "items" are rows of the batch, ascending.</summary>
    public DeviceEntries InputsByItem => new(_firsts, _rows.Buffer, _sorted.Buffer);

    public void Load(ResidentRows data, ReadOnlySpan<int> rows, in StepSettings step)
    {
        int[] numbers = Numbers(data, rows);
        foreach (var buffer in new[] { _items, _targets, _inputs, _rows, _sorted })
            buffer.For(numbers[rows.Length]);
        device.Send<int>(_step, numbers);
        Lay(data, rows, step);
        Sort(rows.Length);
    }

    public void Dispose()
    {
        foreach (IDisposable each in new IDisposable[] { _masks, _step, _bits, _firsts, _items, _targets, _inputs, _rows, _sorted })
            each.Dispose();
    }

    // Where each row begins and the last one ends, then the rows.
    private static int[] Numbers(ResidentRows data, ReadOnlySpan<int> rows)
    {
        var numbers = new int[(2 * rows.Length) + 1];
        for (int row = 0; row < rows.Length; row++)
            (numbers[row + 1], numbers[rows.Length + 1 + row]) = (numbers[row] + data.Rows.RowCount(rows[row]), rows[row]);
        return numbers;
    }

    private void Lay(ResidentRows data, ReadOnlySpan<int> rows, in StepSettings step)
    {
        device.Zero(_bits, (long)definition.Items * _words);
        device.ForEachRow("lay", rows.Length,
        [
            _step, rows.Length, data.Offsets, data.Items, data.Values, definition.UsesValues ? 1 : 0,
            data.Scales, .. _masks.OfInputs(data.Rows, rows, step),
            _items.Buffer, _targets.Buffer, _inputs.Buffer, _bits, _words,
        ]);
    }

    private void Sort(int rows)
    {
        device.ForEach("count", definition.Items, _bits, _words, _firsts);
        device.ForEachRow("scan", 1, _firsts, definition.Items);
        device.ForEachRow("place", rows, _step, _items.Buffer, _inputs.Buffer, _bits, _words, _firsts, _rows.Buffer, _sorted.Buffer);
    }
}
