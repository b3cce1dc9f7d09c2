namespace RecPipeline.GpuWorker.OpenCl;

/// <summary>Memory of a device that grows when it has to; what it held is lost then.</summary>
internal sealed class GrowingBuffer(OpenClDevice device) : IDisposable
{
    private long _length = 1;

    public DeviceBuffer Buffer { get; private set; } = device.Buffer(4);

    /// <param name="length">Numbers of four bytes.</param>
    public DeviceBuffer For(long length)
    {
        if (length <= _length)
            return Buffer;
        Buffer.Dispose(); // the driver keeps it until kernels that were started have ended
        _length = length + (length / 2);
        return Buffer = device.Buffer(4 * _length);
    }

    public void Dispose() => Buffer.Dispose();
}
