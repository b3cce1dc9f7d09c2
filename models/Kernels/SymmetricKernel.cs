using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RecPipeline.Models.Kernels;

/// <summary>
/// One symmetric positive definite system A·x = b in float32: adding outer products to A, its Cholesky factor, the solution.
/// </summary>
/// <remarks>
/// A is row-major [stride × stride] with stride = size padded to 16; only its upper triangle is read, and what lies beyond size is 0.
/// Every variant gives the same bits, because each cell is computed on its own in the order that <see cref="SymmetricScalar"/> writes out.
/// Example, size 2: A = (4 2; 2 5) has the factor U = (2 1; 0 2) with UᵀU = A; the diagonal of U is stored inverted: (.5 1; · .5).
/// </remarks>
public abstract class SymmetricKernel
{
    /// <summary>Rows that are factored together; part of the definition of the order of sums.</summary>
    public const int Block = 8;

    private const int StrideUnit = 16;

    /// <summary>The variant of this process, see <see cref="KernelChoice"/>.</summary>
    public static SymmetricKernel Chosen { get; } = Of(KernelChoice.Chosen);

    public static SymmetricKernel Of(KernelVariant variant) => variant switch
    {
        KernelVariant.Vector512 => new SymmetricVector512(),
        KernelVariant.Vector256 => new SymmetricVector256(),
        _ => new SymmetricScalar(),
    };

    /// <summary>Elements from one row of A, or of a panel, to the next.</summary>
    public static int Stride(int size) => (size + StrideUnit - 1) / StrideUnit * StrideUnit;

    /// <summary>
    /// A += Σ z·zᵀ over the rows z of <paramref name="panel"/>, [rows × stride]: each cell sums the rows in order from 0, then adds.
    /// </summary>
    /// <remarks>Cost rows · size² / 2 fused multiply-adds.</remarks>
    /// <param name="panel">[rows × stride], zeros beyond size.</param>
    /// <param name="rows">Rows of the panel.</param>
    /// <param name="matrix">[stride × stride].</param>
    /// <param name="size">Rows of A.</param>
    /// <param name="ahead">What is read next; fetched meanwhile.</param>
    /// <exception cref="ArgumentException">The panel or the matrix is too short; the message gives both lengths.</exception>
    public void AddOuterProducts(ReadOnlySpan<float> panel, int rows, Span<float> matrix, int size, RowsAhead ahead = default)
    {
        int stride = Stride(size);
        CheckMatrix(matrix.Length, stride);
        if (panel.Length < (long)rows * stride)
            throw new ArgumentException($"A panel of {rows} rows with stride {stride} has {panel.Length} elements.", nameof(panel));
        int blocks = (size + Block - 1) / Block;
        for (int block = 0; block < blocks; block++)
        {
            ahead.Ask(block, blocks);
            UpdateRows(ref MemoryMarshal.GetReference(panel), rows, block * Block, size, ref MemoryMarshal.GetReference(matrix), 1f);
        }
    }

    /// <summary>Overwrites the upper triangle of A with its Cholesky factor U, the diagonal inverted.</summary>
    /// <remarks>
    /// Rows are finished in blocks of <see cref="Block"/>. A cell subtracts first the sum over all finished blocks, then the rows of its
    /// own block one by one. A matrix that is not positive definite gives NaN. Cost size³ / 6 fused multiply-adds.
    /// </remarks>
    public void Factor(Span<float> matrix, int size)
    {
        int stride = Stride(size);
        CheckMatrix(matrix.Length, stride);
        ref float a = ref MemoryMarshal.GetReference(matrix);
        for (int i = size; i < stride; i++)
            matrix[(i * stride) + i] = 1f;
        for (int i = 0; i < size; i += Block)
        {
            UpdateRows(ref a, i, i, size, ref a, -1f);
            FactorRows(ref a, i, size);
        }
    }

    /// <summary>Replaces b by A⁻¹·b, given the factor of A. <paramref name="b"/> has stride elements, 0 beyond size.</summary>
    /// <exception cref="ArgumentException">The matrix or b is too short.</exception>
    public void Solve(ReadOnlySpan<float> factor, Span<float> b, int size)
    {
        int stride = Stride(size);
        CheckMatrix(factor.Length, stride);
        if (b.Length < stride)
            throw new ArgumentException($"The right side needs {stride} elements; it has {b.Length}.", nameof(b));
        ref float u = ref MemoryMarshal.GetReference(factor);
        SolveLower(ref u, ref MemoryMarshal.GetReference(b), size);
        SolveUpper(ref u, ref MemoryMarshal.GetReference(b), size);
    }

    /// <summary>
    /// Replaces every column of B by A⁻¹ times it, given the factor of A: column by column the bits of <see cref="Solve"/>.
    /// </summary>
    /// <remarks>Cost size² fused multiply-adds for each column.</remarks>
    /// <param name="factor">[stride × stride], see <see cref="Factor"/>.</param>
    /// <param name="b">
    /// [stride × columns], row-major, rows beyond size 0; for the vector variants a multiple of 8 columns is fastest.
    /// </param>
    /// <param name="columns">Right sides.</param>
    /// <param name="size">Rows of A.</param>
    /// <exception cref="ArgumentException">The matrix or B is too short.</exception>
    public void SolveColumns(ReadOnlySpan<float> factor, Span<float> b, int columns, int size)
    {
        int stride = Stride(size);
        CheckMatrix(factor.Length, stride);
        if (b.Length < (long)stride * columns)
            throw new ArgumentException($"{columns} right sides need {(long)stride * columns} elements; there are {b.Length}.", nameof(b));
        if (columns > 0)
            SolveColumns(ref MemoryMarshal.GetReference(factor), ref MemoryMarshal.GetReference(b), columns, size);
    }

    /// <summary>Copies rows of <paramref name="factors"/>, [… × size] without padding, into a panel, each times its scale.</summary>
    /// <param name="factors">Row-major, without padding.</param>
    /// <param name="size">Elements of a row.</param>
    /// <param name="rows">Which rows; every index must lie inside.</param>
    /// <param name="scales">[rows].</param>
    /// <param name="panel">[rows × stride]; elements beyond size are left as they are.</param>
    public abstract void Gather(
        ReadOnlySpan<float> factors, int size, ReadOnlySpan<int> rows, ReadOnlySpan<float> scales, Span<float> panel);

    /// <summary>sum = Σ weight · row over the same rows, from 0 in their order.</summary>
    /// <param name="factors">Row-major, without padding.</param>
    /// <param name="size">Elements of a row.</param>
    /// <param name="rows">Which rows; every index must lie inside.</param>
    /// <param name="weights">[rows].</param>
    /// <param name="sum">[size], overwritten.</param>
    public abstract void SumRows(
        ReadOnlySpan<float> factors, int size, ReadOnlySpan<int> rows, ReadOnlySpan<float> weights, Span<float> sum);

    /// <summary>
    /// products[k] = the canonical dot product of <paramref name="vector"/>, [size], with the row that <paramref name="rows"/>[k] names.
    /// </summary>
    public abstract void DotRows(
        ReadOnlySpan<float> factors, int size, ReadOnlySpan<int> rows, ReadOnlySpan<float> vector, Span<float> products);

    /// <summary>Rows i … i + 7 of A, from the diagonal on: A += sign · Σ over the panel's rows.</summary>
    private protected abstract void UpdateRows(ref float panel, int rows, int i, int size, ref float a, float sign);

    /// <summary>Rows i … i + 7 of A become rows of U; the finished rows above are already subtracted.</summary>
    private protected abstract void FactorRows(ref float a, int i, int size);

    /// <summary>Solves Uᵀ·z = b in place: each element subtracts the rows above it one by one.</summary>
    private protected abstract void SolveLower(ref float u, ref float b, int size);

    /// <summary>
    /// Solves U·x = z in place, last row first: columns beyond the row's block by 8 lanes and a tree, then its own block from the end, one
    /// by one.
    /// </summary>
    private protected abstract void SolveUpper(ref float u, ref float b, int size);

    /// <summary>Solves one column after the other.</summary>
    private protected virtual void SolveColumns(ref float u, ref float b, int columns, int size)
    {
        var column = new float[Stride(size)];
        ref float one = ref MemoryMarshal.GetArrayDataReference(column);
        for (int at = 0; at < columns; at++)
        {
            for (int row = 0; row < column.Length; row++)
                column[row] = Unsafe.Add(ref b, (row * columns) + at);
            SolveLower(ref u, ref one, size);
            SolveUpper(ref u, ref one, size);
            for (int row = 0; row < size; row++)
                Unsafe.Add(ref b, (row * columns) + at) = column[row];
        }
    }

    private static void CheckMatrix(int length, int stride)
    {
        if (length < stride * stride)
            throw new ArgumentException($"A matrix with stride {stride} needs {stride * stride} elements; it has {length}.");
    }
}
