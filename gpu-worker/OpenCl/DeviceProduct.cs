namespace RecPipeline.GpuWorker.OpenCl;

/// <summary>A rectangle of a device's float32 buffer: element (r, c) is at Start + r·RowStride + c·ColumnStride. One stride is 1.</summary>
internal readonly record struct DeviceMatrix(DeviceBuffer Buffer, int Start, int RowStride, int ColumnStride = 1)
{
    public DeviceMatrix Transposed => new(Buffer, Start, ColumnStride, RowStride);
}

/// <summary>Matrix products on a device: by CLBlast, or by the kernel <c>multiply</c> in groups of 16 × 16.</summary>
/// <param name="blast">Null for the kernel.</param>
internal sealed class DeviceProduct(OpenClDevice device, ClBlast? blast)
{
    private const int Side = 16;

    public string Name => blast is null ? "" : ", CLBlast";

    /// <summary>C += A·B.</summary>
    /// <param name="a">[m × k].</param>
    /// <param name="b">[k × n].</param>
    /// <param name="c">[m × n], its columns side by side.</param>
    public void Add(int m, int n, int k, in DeviceMatrix a, in DeviceMatrix b, in DeviceMatrix c)
    {
        if (blast is not null)
            device.Check(blast.Add(device.Queue, m, n, k, a, b, c), $"CLBlastSgemm({m} × {n} × {k})");
        else
            device.Launch(
                "multiply", [Whole(n), Whole(m)], [Side, Side], m, n, k, a.Buffer, a.Start, a.RowStride, a.ColumnStride, b.Buffer, b.Start,
                b.RowStride, b.ColumnStride, c.Buffer, c.Start, c.RowStride);
    }

    private static long Whole(int count) => (count + Side - 1L) / Side * Side;
}
