namespace RecPipeline.GpuWorker.OpenCl;

// What crosses over. The queue is in order: what was started before a transfer has ended when the transfer has.
internal sealed unsafe partial class OpenClDevice
{
    // Host memory that the device still reads or writes, oldest first.
    private readonly Queue<(long Transfer, Array Memory)> _lent = [];
    private long _transfers;

    /// <summary>How often the host has waited; for tests.</summary>
    public int Waits { get; private set; }

    /// <summary>Waits until the values are there.</summary>
    public void Write<T>(DeviceBuffer buffer, ReadOnlySpan<T> values)
        where T : unmanaged => Transfer("clEnqueueWriteBuffer", buffer, values, isWaiting: true, null);

    /// <summary>Waits for all that was started before.</summary>
    public void Read<T>(DeviceBuffer buffer, Span<T> values)
        where T : unmanaged
    {
        Transfer<T>("clEnqueueReadBuffer", buffer, values, isWaiting: true, null);
        Return(_transfers);
    }

    /// <summary>Sends a copy of the values and waits for nothing.</summary>
    public void Send<T>(DeviceBuffer buffer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        T[] copy = Lend<T>(values.Length);
        values.CopyTo(copy);
        Transfer<T>("clEnqueueWriteBuffer", buffer, copy, isWaiting: false, null);
    }

    /// <summary>Starts to read and waits for nothing.</summary>
    public PendingRead<T> Fetch<T>(DeviceBuffer buffer, int count)
        where T : unmanaged
    {
        T[] values = Lend<T>(count);
        nint ended;
        Transfer<T>("clEnqueueReadBuffer", buffer, values, isWaiting: false, &ended);
        Check(((delegate* unmanaged<nint, int>)_library.Function("clFlush"))(_queue), "clFlush");
        return new PendingRead<T>(this, values, ended, _transfers);
    }

    public void Zero(DeviceBuffer buffer, long floats)
    {
        float zero = 0;
        Check(
            ((delegate* unmanaged<nint, nint, void*, nuint, nuint, nuint, uint, nint*, nint*, int>)
                _library.Function("clEnqueueFillBuffer"))(
                _queue, buffer.Handle, &zero, 4, 0, (nuint)floats * 4, 0, null, null),
            "clEnqueueFillBuffer");
    }

    public void Wait(nint ended, long transfer)
    {
        Waits++;
        int code = ((delegate* unmanaged<uint, nint*, int>)_library.Function("clWaitForEvents"))(1, &ended);
        ((delegate* unmanaged<nint, int>)_library.Function("clReleaseEvent"))(ended);
        Check(code, "clWaitForEvents");
        Return(transfer);
    }

    /// <summary>Waits for all that was started; a device that was lost has ended.</summary>
    public void Finish()
    {
        Waits++;
        _ = ((delegate* unmanaged<nint, int>)_library.Function("clFinish"))(_queue);
        Return(_transfers);
    }

    private T[] Lend<T>(int count)
        where T : unmanaged
    {
        T[] memory = GC.AllocateUninitializedArray<T>(count, pinned: true);
        _lent.Enqueue((++_transfers, memory));
        return memory;
    }

    private void Return(long transfer)
    {
        while (_lent.TryPeek(out var oldest) && oldest.Transfer <= transfer)
            _lent.Dequeue();
    }

    private void Transfer<T>(string call, DeviceBuffer buffer, ReadOnlySpan<T> values, bool isWaiting, nint* ended)
        where T : unmanaged
    {
        if (values.IsEmpty)
            return;
        Waits += isWaiting ? 1 : 0;
        fixed (T* host = values)
            Check(
                ((delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int>)_library.Function(call))(
                    _queue, buffer.Handle, isWaiting ? 1u : 0, 0, (nuint)values.Length * (nuint)sizeof(T), host, 0, null, ended),
                call);
    }
}

/// <summary>Values on their way from the device.</summary>
internal sealed class PendingRead<T>(OpenClDevice device, T[] values, nint ended, long transfer)
    where T : unmanaged
{
    /// <summary>To be asked once.</summary>
    public T[] Wait()
    {
        device.Wait(ended, transfer);
        return values;
    }
}
