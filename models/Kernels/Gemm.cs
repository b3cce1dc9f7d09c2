namespace RecPipeline.Models.Kernels;

/// <summary>Matrix times matrix in float32: C += sign · A·B.</summary>
/// <remarks>
/// Every cell sums runs of 256 products from 0 by fused multiply-add in ascending order and adds (or subtracts) the runs one by one: the
/// same bits on every instruction set and for every way of cutting C into parts. Cost rows · columns · inner fused multiply-adds.
/// Plain twin: <see cref="GemmScalar"/>; see GemmTests. An instance serves one thread: it keeps the packed panels.
/// </remarks>
public abstract class Gemm
{
    /// <summary>Products in a run; part of the definition of the order of sums.</summary>
    public const int Run = 256;

    /// <summary>Columns of B that are packed together: with a run they fill half of a second cache of 1 MB.</summary>
    public const int BlockColumns = 512;

    public static Gemm Create() => Create(KernelChoice.Chosen);

    public static Gemm Create(KernelVariant variant) => variant switch
    {
        KernelVariant.Vector512 => new GemmVector512(),
        KernelVariant.Vector256 => new GemmVector256(),
        _ => new GemmScalar(),
    };

    /// <param name="a">[rows × inner].</param>
    /// <param name="b">[inner × columns].</param>
    /// <param name="c">[rows × columns], not transposed, sharing no element with the others.</param>
    /// <param name="sign">1 or −1.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; the message gives all three.</exception>
    public void Add(MatrixView a, MatrixView b, MatrixView c, float sign = 1f)
    {
        Check(a, b.Rows, b.Columns, c, sign);
        for (int first = 0; first < a.Columns; first += Run)
        {
            int run = Math.Min(Run, a.Columns - first);
            AddRun(a.Block(0, first, a.Rows, run), b.Block(first, 0, run, b.Columns), c, sign);
        }
    }

    /// <summary>Packs a right side that is used many times.</summary>
    /// <param name="b">[inner × columns]; copied.</param>
    public PackedColumns Pack(MatrixView b) => new(b, PackRun);

    /// <summary>C += A · one block of columns of B.</summary>
    /// <param name="a">[rows × inner].</param>
    /// <param name="b">[inner × columns], packed by the same variant.</param>
    /// <param name="block">Which of its blocks.</param>
    /// <param name="c">[rows × columns of the block], not transposed.</param>
    /// <exception cref="ArgumentException">The shapes do not fit; the message gives all three.</exception>
    public void Add(MatrixView a, PackedColumns b, int block, MatrixView c)
    {
        ArgumentNullException.ThrowIfNull(b);
        Check(a, b.Rows, b.ColumnsOf(block), c, 1f);
        for (int first = 0; first < a.Columns; first += Run)
            AddPacked(a.Block(0, first, a.Rows, Math.Min(Run, a.Columns - first)), b.Run(block, first / Run), c, 1f);
    }

    private protected abstract void AddRun(MatrixView a, MatrixView b, MatrixView c, float sign);

    /// <summary>At most a run of rows and a block of columns, as <see cref="AddPacked"/> reads them.</summary>
    private protected abstract float[] PackRun(MatrixView b);

    private protected abstract void AddPacked(MatrixView a, float[] packed, MatrixView c, float sign);

    private static void Check(MatrixView a, int innerOfB, int columnsOfB, MatrixView c, float sign)
    {
        if (a.Rows != c.Rows || columnsOfB != c.Columns || a.Columns != innerOfB || c.ColumnStride != 1 || MathF.Abs(sign) != 1f)
            throw new ArgumentException(
                $"{a.Rows} × {a.Columns} times {innerOfB} × {columnsOfB} does not fit {c.Rows} × {c.Columns} "
                + $"(column stride {c.ColumnStride}, sign {sign}).");
    }
}
