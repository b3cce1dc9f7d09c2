using System.Text;

namespace RecPipeline.GpuWorker.OpenCl;

// Kernels by name, with their arguments.
internal sealed unsafe partial class OpenClDevice
{
    private readonly Dictionary<string, nint> _kernels = [];

    /// <summary>One work-item per element; the kernel's last argument is their number.</summary>
    public void ForEach(string kernel, int total, params object[] arguments) =>
        Launch(kernel, [(total + 63L) / 64 * 64], [64], [.. arguments, total]);

    /// <summary>A group of 64 per row.</summary>
    public void ForEachRow(string kernel, int rows, params object[] arguments) => Launch(kernel, [rows * 64L], [64], arguments);

    public void Launch(string kernel, long[] global, long[] local, params object[] arguments)
    {
        if (global.Contains(0))
            return;
        nint handle = Kernel(kernel);
        for (int i = 0; i < arguments.Length; i++)
            Set(handle, kernel, (uint)i, arguments[i]);
        fixed (long* all = global, group = local)
            Check(
                ((delegate* unmanaged<nint, nint, uint, nuint*, nuint*, nuint*, uint, nint*, nint*, int>)
                    _library.Function("clEnqueueNDRangeKernel"))(
                    _queue, handle, (uint)global.Length, null, (nuint*)all, (nuint*)group, 0, null, null),
                $"clEnqueueNDRangeKernel({kernel}, global {string.Join(" × ", global)}, local {string.Join(" × ", local)})");
    }

    private void Set(nint kernel, string name, uint at, object value)
    {
        long bits = value switch
        {
            DeviceBuffer buffer => buffer.Handle,
            int number => number,
            uint number => number,
            ulong number => (long)number,
            float number => BitConverter.SingleToInt32Bits(number),
            _ => throw new ArgumentException($"{value.GetType()} is no kernel argument.", nameof(value)),
        };
        nuint size = value is DeviceBuffer or ulong ? 8u : 4u;
        Check(
            ((delegate* unmanaged<nint, uint, nuint, void*, int>)_library.Function("clSetKernelArg"))(kernel, at, size, &bits),
            $"clSetKernelArg({name}, {at})");
    }

    private nint Kernel(string name)
    {
        if (_kernels.TryGetValue(name, out nint kernel))
            return kernel;
        int code;
        fixed (byte* text = Encoding.ASCII.GetBytes(name + '\0'))
            kernel = ((delegate* unmanaged<nint, byte*, int*, nint>)_library.Function("clCreateKernel"))(_program, text, &code);
        Check(code, $"clCreateKernel({name})");
        return _kernels[name] = kernel;
    }
}
