using System.Runtime.InteropServices;
using System.Text;
using RecPipeline.GpuWorker.Configuration;

namespace RecPipeline.GpuWorker.OpenCl;

/// <summary>
/// The functions of the system's OpenCL loader that this program calls;
/// loaded at first use, so that a machine without OpenCL runs everything else.
/// </summary>
internal sealed unsafe class OpenClLibrary
{
    private static readonly string[] Names = OperatingSystem.IsWindows() ? ["OpenCL.dll"]
        : OperatingSystem.IsMacOS() ? ["/System/Library/Frameworks/OpenCL.framework/OpenCL"]
        : ["libOpenCL.so.1", "libOpenCL.so"];

    private readonly nint _library;

    private OpenClLibrary(nint library) => _library = library;

    /// <exception cref="ConfigurationException">There is no loader.</exception>
    public static OpenClLibrary Load() => TryLoad(Names) ?? throw Missing(Names);

    /// <summary>Null where none of the names can be loaded.</summary>
    public static OpenClLibrary? TryLoad(IEnumerable<string>? names = null)
    {
        foreach (string name in names ?? Names)
            if (NativeLibrary.TryLoad(name, out nint library))
                return new OpenClLibrary(library);
        return null;
    }

    public static ConfigurationException Missing(IEnumerable<string> names) =>
        new(
            $"There is no OpenCL loader on this machine ({string.Join(", ", names)}). "
                + "Install the driver of the device (Debian: ocl-icd-libopencl1 and an ICD such as pocl-opencl-icd), or use --device cpu.");

    public nint Function(string name) => NativeLibrary.GetExport(_library, name);

    /// <summary>Every device of every platform, in the loader's order.</summary>
    public IReadOnlyList<nint> Devices()
    {
        var platforms = Handles((count, into, found) =>
            ((delegate* unmanaged<uint, nint*, uint*, int>)Function("clGetPlatformIDs"))(count, (nint*)into, (uint*)found));
        return [.. platforms.SelectMany(platform => Handles((count, into, found) =>
            ((delegate* unmanaged<nint, ulong, uint, nint*, uint*, int>)Function("clGetDeviceIDs"))(
                platform, 0xFFFFFFFF, count, (nint*)into, (uint*)found)))];
    }

    public string Text(nint device, uint what)
    {
        var bytes = new byte[256];
        fixed (byte* into = bytes)
            ((delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)Function("clGetDeviceInfo"))(device, what, 256, into, null);
        return Encoding.UTF8.GetString(bytes).Split('\0')[0].Trim();
    }

    public ulong Number(nint device, uint what)
    {
        ulong value = 0;
        ((delegate* unmanaged<nint, uint, nuint, void*, nuint*, int>)Function("clGetDeviceInfo"))(
            device, what, sizeof(ulong), &value, null);
        return value;
    }

    // An ICD loader without platforms, or a platform without devices, answers with an error code: there is nothing, then.
    private static nint[] Handles(Func<uint, nint, nint, int> ask)
    {
        uint count = 0;
        if (ask(0, 0, (nint)(&count)) != 0 || count == 0)
            return [];
        var handles = new nint[count];
        fixed (nint* into = handles)
            return ask(count, (nint)into, 0) == 0 ? handles : [];
    }
}
