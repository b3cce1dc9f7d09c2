using System.Runtime.InteropServices;
using System.Text;
using RecPipeline.GpuWorker.Configuration;

namespace RecPipeline.GpuWorker.OpenCl;

/// <summary>A device with its context, an in-order queue and the compiled kernels.</summary>
internal sealed unsafe class OpenClDevice : IDisposable
{
    private const uint NameInfo = 0x102B, MaxAllocationInfo = 0x1010;

    private readonly OpenClLibrary _library;
    private readonly nint _context, _queue, _program;
    private readonly Dictionary<string, nint> _kernels = [];

    /// <exception cref="ConfigurationException">There is no such device.</exception>
    public OpenClDevice(OpenClLibrary library, int index)
    {
        _library = library;
        var devices = library.Devices();
        if (index >= devices.Count)
            throw new ConfigurationException($"There is no OpenCL device {index}; this machine has {devices.Count}. --device list shows them; --device cpu needs none.");
        nint device = devices[index];
        (Name, MaxAllocation) = (library.Text(device, NameInfo), library.Number(device, MaxAllocationInfo));
        int code;
        _context = ((delegate* unmanaged<nint*, uint, nint*, nint, nint, int*, nint>)library.Function("clCreateContext"))(null, 1, &device, 0, 0, &code);
        Check(code, "clCreateContext");
        _queue = ((delegate* unmanaged<nint, nint, ulong, int*, nint>)library.Function("clCreateCommandQueue"))(_context, device, 0, &code);
        Check(code, "clCreateCommandQueue");
        _program = Build(device);
    }

    public string Name { get; }

    /// <summary>Bytes of the largest buffer.</summary>
    public ulong MaxAllocation { get; }

    public nint Queue => _queue;

    public static string NameOf(OpenClLibrary library, nint device) => library.Text(device, NameInfo);

    public DeviceBuffer Buffer(long bytes)
    {
        int code;
        nint handle = ((delegate* unmanaged<nint, ulong, nuint, void*, int*, nint>)_library.Function("clCreateBuffer"))(_context, 1, (nuint)Math.Max(bytes, 4), null, &code);
        Check(code, $"clCreateBuffer({bytes:N0} bytes)");
        return new DeviceBuffer(this, handle);
    }

    public void Write<T>(DeviceBuffer buffer, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (values.IsEmpty)
            return;
        fixed (T* from = values)
            Check(((delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int>)_library.Function("clEnqueueWriteBuffer"))(_queue, buffer.Handle, 1, 0, (nuint)values.Length * (nuint)sizeof(T), from, 0, null, null), "clEnqueueWriteBuffer");
    }

    /// <summary>Waits for all that was started before.</summary>
    public void Read<T>(DeviceBuffer buffer, Span<T> values)
        where T : unmanaged
    {
        if (values.IsEmpty)
            return;
        fixed (T* into = values)
            Check(((delegate* unmanaged<nint, nint, uint, nuint, nuint, void*, uint, nint*, nint*, int>)_library.Function("clEnqueueReadBuffer"))(_queue, buffer.Handle, 1, 0, (nuint)values.Length * (nuint)sizeof(T), into, 0, null, null), "clEnqueueReadBuffer");
    }

    public void Zero(DeviceBuffer buffer, long floats)
    {
        float zero = 0;
        Check(((delegate* unmanaged<nint, nint, void*, nuint, nuint, nuint, uint, nint*, nint*, int>)_library.Function("clEnqueueFillBuffer"))(_queue, buffer.Handle, &zero, 4, 0, (nuint)floats * 4, 0, null, null), "clEnqueueFillBuffer");
    }

    /// <summary>One work-item per element; the kernel's last argument is their number.</summary>
    public void ForEach(string kernel, int total, params object[] arguments) => Launch(kernel, [(total + 63L) / 64 * 64], [64], [.. arguments, total]);

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
                ((delegate* unmanaged<nint, nint, uint, nuint*, nuint*, nuint*, uint, nint*, nint*, int>)_library.Function("clEnqueueNDRangeKernel"))(_queue, handle, (uint)global.Length, null, (nuint*)all, (nuint*)group, 0, null, null),
                $"clEnqueueNDRangeKernel({kernel}, global {string.Join(" × ", global)}, local {string.Join(" × ", local)})");
    }

    public void Release(nint buffer) => ((delegate* unmanaged<nint, int>)_library.Function("clReleaseMemObject"))(buffer);

    public void Dispose()
    {
        foreach (nint kernel in _kernels.Values)
            ((delegate* unmanaged<nint, int>)_library.Function("clReleaseKernel"))(kernel);
        ((delegate* unmanaged<nint, int>)_library.Function("clReleaseProgram"))(_program);
        ((delegate* unmanaged<nint, int>)_library.Function("clReleaseCommandQueue"))(_queue);
        ((delegate* unmanaged<nint, int>)_library.Function("clReleaseContext"))(_context);
    }

    private void Set(nint kernel, string name, uint at, object value)
    {
        long bits = value switch { DeviceBuffer buffer => buffer.Handle, int number => number, float number => BitConverter.SingleToInt32Bits(number), _ => throw new ArgumentException($"{value.GetType()} is no kernel argument.", nameof(value)) };
        Check(((delegate* unmanaged<nint, uint, nuint, void*, int>)_library.Function("clSetKernelArg"))(kernel, at, value is DeviceBuffer ? 8u : 4u, &bits), $"clSetKernelArg({name}, {at})");
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

    private nint Build(nint device)
    {
        using var stream = typeof(OpenClDevice).Assembly.GetManifestResourceStream("network.cl")!;
        using var reader = new StreamReader(stream);
        byte[] source = Encoding.ASCII.GetBytes(reader.ReadToEnd().Replace("·", ".", StringComparison.Ordinal) + '\0');
        nint program;
        int code;
        fixed (byte* text = source)
            program = ((delegate* unmanaged<nint, uint, byte**, nuint*, int*, nint>)_library.Function("clCreateProgramWithSource"))(_context, 1, &text, null, &code);
        Check(code, "clCreateProgramWithSource");
        code = ((delegate* unmanaged<nint, uint, nint*, byte*, nint, nint, int>)_library.Function("clBuildProgram"))(program, 1, &device, null, 0, 0);
        if (code != 0)
            throw new OpenClException($"clBuildProgram ({Log(program, device)})", code, Name);
        return program;
    }

    private string Log(nint program, nint device)
    {
        var bytes = new byte[8192];
        fixed (byte* into = bytes)
            ((delegate* unmanaged<nint, nint, uint, nuint, void*, nuint*, int>)_library.Function("clGetProgramBuildInfo"))(program, device, 0x1183, 8192, into, null);
        return Encoding.UTF8.GetString(bytes).TrimEnd('\0');
    }

    public void Check(int code, string call)
    {
        if (code != 0)
            throw new OpenClException(call, code, Name);
    }
}

/// <summary>Memory of a device.</summary>
internal sealed class DeviceBuffer(OpenClDevice device, nint handle) : IDisposable
{
    public nint Handle => handle;

    public void Dispose() => device.Release(handle);
}
