using RecPipeline.GpuWorker.Configuration;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Autoencoder.Cpu;
using RecPipeline.Models.Matrices;

namespace RecPipeline.GpuWorker.OpenCl;

/// <summary>The training rows on a device, uploaded once: offsets, items, values where they are read, and a factor per row.</summary>
internal sealed class ResidentRows : IDisposable
{
    /// <exception cref="ConfigurationException">The device has no buffer as long as the rows.</exception>
    public ResidentRows(OpenClDevice device, NetworkDefinition definition, SparseMatrix rows)
    {
        Check(rows.Count, device.MaxAllocation, device.Name);
        Rows = rows;
        Offsets = Upload(device, rows.Offsets);
        Items = Upload(device, rows.Indices);
        Values = Upload(device, definition.UsesValues ? rows.Values : []);
        Scales = Upload<float>(device, [.. Enumerable.Range(0, rows.Rows).Select(row => Batch.TrainingScale(definition, rows, row))]);
    }

    public SparseMatrix Rows { get; }

    public DeviceBuffer Offsets { get; }

    public DeviceBuffer Items { get; }

    /// <summary>Empty where every stored item counts 1.</summary>
    public DeviceBuffer Values { get; }

    /// <summary>What a row's values are multiplied with when they are read.</summary>
    public DeviceBuffer Scales { get; }

    internal static void Check(long entries, ulong largest, string device)
    {
        if ((ulong)entries * 4 > largest)
            throw new ConfigurationException(
                $"The training rows have {entries:N0} interactions, {entries * 4.0 / (1 << 30):0.00} GiB in one buffer; "
                    + $"'{device}' allows {largest / (double)(1 << 30):0.00} GiB. "
                    + "Use --device cpu, or drop rare items (clean.minItemRatings).");
    }

    public void Dispose()
    {
        foreach (var buffer in new[] { Offsets, Items, Values, Scales })
            buffer.Dispose();
    }

    private static DeviceBuffer Upload<T>(OpenClDevice device, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var buffer = device.Buffer(4L * values.Length);
        device.Write(buffer, values);
        return buffer;
    }
}
