namespace RecPipeline.Models.Kernels;

/// <summary>
/// Inverts a large symmetric positive definite matrix in place: Cholesky factor, inverse of the factor, product with its transpose.
/// </summary>
/// <remarks>
/// A = UᵀU, V = U⁻¹, A⁻¹ = V·Vᵀ, in blocks of 192 rows by <see cref="Gemm"/>; diagonal blocks by <see cref="SymmetricKernel"/>. All in
/// float32. The same bits for any threads and variant. Cost size³ / 2 fused multiply-adds; memory beside the matrix: 2 · 192 · size floats.
/// </remarks>
public sealed class SymmetricInverse
{
    private const int Block = 192, Square = 64;

    private readonly MatrixView _matrix, _copy, _inverses;
    private readonly int _size, _threads;
    private readonly KernelVariant _variant;
    private readonly CancellationToken _cancellation;

    private SymmetricInverse(float[] matrix, int size, int threads, KernelVariant variant, CancellationToken cancellation)
    {
        (_size, _threads, _variant, _cancellation) = (size, threads, variant, cancellation);
        _matrix = new MatrixView(matrix, 0, size, size, size);
        _copy = new MatrixView(new float[Block * size], 0, Block, size, size);
        _inverses = new MatrixView(new float[Block * size], 0, size, Block, Block);
    }

    /// <summary>Replaces the matrix by its inverse.</summary>
    /// <param name="matrix">[size × size]; the upper triangle is read, both triangles are written.</param>
    /// <param name="size">Rows.</param>
    /// <param name="threads">Threads to use; the result does not depend on them.</param>
    /// <param name="progress">Called with the share that is done.</param>
    /// <param name="cancellation">Stops between blocks; the matrix is then useless.</param>
    /// <exception cref="ArithmeticException">
    /// The matrix is not positive definite; the message gives the first row where that shows.
    /// </exception>
    public static void Invert(float[] matrix, int size, int threads, Action<double>? progress, CancellationToken cancellation) =>
        Invert(matrix, size, threads, KernelChoice.Chosen, progress, cancellation);

    internal static void Invert(
        float[] matrix, int size, int threads, KernelVariant variant, Action<double>? progress, CancellationToken cancellation)
    {
        var inverse = new SymmetricInverse(matrix, size, threads, variant, cancellation);
        inverse.Blocks(row => inverse.FactorRows(row), done => progress?.Invoke(done / 3));
        inverse.Blocks(row => inverse.InvertColumns(row), done => progress?.Invoke((1 + done) / 3));
        inverse.Blocks(row => inverse.MultiplyRows(row), done => progress?.Invoke((2 + done) / 3));
        inverse.FillLower();
    }

    private void Blocks(Action<int> work, Action<double> done)
    {
        for (int row = 0; row < _size; row += Block)
        {
            work(row);
            done((double)Math.Min(row + Block, _size) / _size);
        }
    }

    // Rows r of U: what the finished rows leave of A, then the diagonal block, then the rest of the row times its inverse.
    private void FactorRows(int r)
    {
        int rows = RowsAt(r);
        Parallel(r, (gemm, column, columns) => gemm.Add(
            _matrix.Block(0, r, r, rows).Transposed, _matrix.Block(0, column, r, columns), _matrix.Block(r, column, rows, columns), -1f));
        var inverse = _inverses.Block(r, 0, rows, rows);
        DiagonalBlock.Invert(_matrix.Block(r, r, rows, rows), inverse, SymmetricKernel.Of(_variant), r);
        Parallel(r + rows, (gemm, column, columns) =>
        {
            var (row, copy) = (_matrix.Block(r, column, rows, columns), _copy.Block(0, column, rows, columns));
            row.CopyTo(copy);
            row.Clear();
            gemm.Add(inverse.Transposed, copy, row);
        });
    }

    // Columns c of V: −V · U, with the leading part of V, times the inverse of the diagonal block.
    private void InvertColumns(int c)
    {
        int columns = RowsAt(c);
        var inverse = _inverses.Block(c, 0, columns, columns);
        var above = new MatrixView(_copy.Data, 0, c, columns, columns);
        _matrix.Block(0, c, c, columns).CopyTo(above);
        Parallel(0, c, (gemm, row, rows) =>
        {
            var product = new MatrixView(new float[rows * columns], 0, rows, columns, columns);
            gemm.Add(_matrix.Block(row, row, rows, c - row), above.Block(row, 0, c - row, columns), product);
            var into = _matrix.Block(row, c, rows, columns);
            into.Clear();
            gemm.Add(product, inverse, into, -1f);
        });
        inverse.CopyTo(_matrix.Block(c, c, columns, columns));
    }

    // Rows r of the upper triangle of V · Vᵀ; only these rows of V are overwritten, and no later row needs them.
    private void MultiplyRows(int r)
    {
        int rows = RowsAt(r);
        var copy = _copy.Block(0, 0, rows, _size);
        _matrix.Block(r, 0, rows, _size).CopyTo(copy);
        Parallel(r, (gemm, column, columns) =>
        {
            var into = _matrix.Block(r, column, rows, columns);
            into.Clear();
            int inner = _size - column;
            var right = column == r ? copy.Block(0, column, columns, inner) : _matrix.Block(column, column, columns, inner);
            gemm.Add(copy.Block(0, column, rows, inner), right.Transposed, into);
        });
    }

    // Square by square: column order through a large matrix would miss the cache at every cell.
    private void FillLower() => RowChunks.Run(_size, Square, _threads, (first, end) =>
    {
        for (int left = 0; left < end; left += Square)
            for (int row = first; row < end; row++)
                for (int column = left; column < Math.Min(row, left + Square); column++)
                    _matrix.Data[(row * _size) + column] = _matrix.Data[(column * _size) + row];
    }, _cancellation);

    private int RowsAt(int row) => Math.Min(Block, _size - row);

    private void Parallel(int first, Action<Gemm, int, int> work) => Parallel(first, _size, work);

    // Blocks of rows or columns from `first`, a multiple of the block, to `end`.
    private void Parallel(int first, int end, Action<Gemm, int, int> work)
    {
        if (first < end)
            RowChunks.Run(
                end - first, Block, _threads, () => Gemm.Create(_variant),
                (gemm, from, to) => work(gemm, first + from, to - from), _cancellation);
    }
}
