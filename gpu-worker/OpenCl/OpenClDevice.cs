using System.Text;
using RecPipeline.GpuWorker.Configuration;

namespace RecPipeline.GpuWorker.OpenCl;

/// <summary>A device with its context, an in-order queue and the compiled kernels.</summary>
internal sealed unsafe partial class OpenClDevice : IDisposable
{
    private const uint NameInfo = 0x102B, MaxAllocationInfo = 0x1010;

    private readonly OpenClLibrary _library;
    private readonly nint _context, _queue, _program;

    /// <exception cref="ConfigurationException">There is no such device.</exception>
    public OpenClDevice(OpenClLibrary library, int index)
    {
        _library = library;
        var devices = library.Devices();
        if (index >= devices.Count)
            throw new ConfigurationException(
                $"There is no OpenCL device {index}; this machine has {devices.Count}. --device list shows them; --device cpu needs none.");
        nint device = devices[index];
        (Name, MaxAllocation) = (library.Text(device, NameInfo), library.Number(device, MaxAllocationInfo));
        int code;
        _context = ((delegate* unmanaged<nint*, uint, nint*, nint, nint, int*, nint>)library.Function("clCreateContext"))(
            null, 1, &device, 0, 0, &code);
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
        nint handle = ((delegate* unmanaged<nint, ulong, nuint, void*, int*, nint>)_library.Function("clCreateBuffer"))(
            _context, 1, (nuint)Math.Max(bytes, 4), null, &code);
        Check(code, $"clCreateBuffer({bytes:N0} bytes)");
        return new DeviceBuffer(this, handle);
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

    private nint Build(nint device)
    {
        byte[] source = Encoding.ASCII.GetBytes(Source("rows.cl") + Source("network.cl") + '\0');
        nint program;
        int code;
        fixed (byte* text = source)
            program = ((delegate* unmanaged<nint, uint, byte**, nuint*, int*, nint>)_library.Function("clCreateProgramWithSource"))(
                _context, 1, &text, null, &code);
        Check(code, "clCreateProgramWithSource");
        code = ((delegate* unmanaged<nint, uint, nint*, byte*, nint, nint, int>)_library.Function("clBuildProgram"))(
            program, 1, &device, null, 0, 0);
        if (code != 0)
            throw new OpenClException($"clBuildProgram ({Log(program, device)})", code, Name);
        return program;
    }

    private static string Source(string file)
    {
        using var stream = typeof(OpenClDevice).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("·", ".", StringComparison.Ordinal);
    }

    private string Log(nint program, nint device)
    {
        var bytes = new byte[8192];
        fixed (byte* into = bytes)
            ((delegate* unmanaged<nint, nint, uint, nuint, void*, nuint*, int>)_library.Function("clGetProgramBuildInfo"))(
                program, device, 0x1183, 8192, into, null);
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
