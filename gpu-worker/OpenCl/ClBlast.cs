using System.Runtime.InteropServices;

namespace RecPipeline.GpuWorker.OpenCl;

/// <summary>The one function of CLBlast that this program calls: a matrix product that is tuned for the device.</summary>
/// <remarks>Source: CLBlast's C interface, <c>clblast_c.h</c> of version 1.5. Debian: libclblast1.</remarks>
internal sealed unsafe class ClBlast
{
    private const int RowMajor = 101, AsItLies = 111, Transposed = 112;

    private static readonly string[] Names = OperatingSystem.IsWindows() ? ["clblast.dll"]
        : OperatingSystem.IsMacOS() ? ["libclblast.dylib"]
        : ["libclblast.so.1", "libclblast.so"];

    private readonly nint _gemm;

    private ClBlast(nint library) => _gemm = NativeLibrary.GetExport(library, "CLBlastSgemm");

    /// <summary>Null where none of the names can be loaded.</summary>
    public static ClBlast? TryLoad(IEnumerable<string>? names = null)
    {
        foreach (string name in names ?? Names)
            if (NativeLibrary.TryLoad(name, out nint library))
                return new ClBlast(library);
        return null;
    }

    /// <summary>Puts C += A·B on the queue.</summary>
    /// <param name="c">[m × n], its columns side by side.</param>
    /// <returns>0, or an error of OpenCL or CLBlast.</returns>
    public int Add(nint queue, int m, int n, int k, in DeviceMatrix a, in DeviceMatrix b, in DeviceMatrix c) =>
        ((delegate* unmanaged<
            int, int, int, nuint, nuint, nuint,
            float, nint, nuint, nuint, nint, nuint, nuint,
            float, nint, nuint, nuint, nint*, nint*, int>)_gemm)(
            RowMajor, Form(a, k), Form(b, n), (nuint)m, (nuint)n, (nuint)k,
            1f, a.Buffer.Handle, (nuint)a.Start, Leading(a, k), b.Buffer.Handle, (nuint)b.Start, Leading(b, n),
            1f, c.Buffer.Handle, (nuint)c.Start, (nuint)c.RowStride, &queue, null);

    // A single row or column has both strides 1 and fits only one way.
    private static bool Lies(in DeviceMatrix matrix, int columns) => matrix.ColumnStride == 1 && matrix.RowStride >= columns;

    private static int Form(in DeviceMatrix matrix, int columns) => Lies(matrix, columns) ? AsItLies : Transposed;

    private static nuint Leading(in DeviceMatrix matrix, int columns) =>
        (nuint)(Lies(matrix, columns) ? matrix.RowStride : matrix.ColumnStride);
}
