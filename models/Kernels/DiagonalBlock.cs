namespace RecPipeline.Models.Kernels;

/// <summary>Factors one diagonal block and inverts its factor, for <see cref="SymmetricInverse"/>.</summary>
internal static class DiagonalBlock
{
    /// <param name="block">[n × n], the upper triangle; left as it is.</param>
    /// <param name="inverse">[n × n], overwritten with U⁻¹, zeros below the diagonal.</param>
    /// <param name="kernel">Factors the block.</param>
    /// <param name="firstRow">Row of the whole matrix, for the message.</param>
    public static void Invert(MatrixView block, MatrixView inverse, SymmetricKernel kernel, int firstRow)
    {
        int size = block.Rows, stride = SymmetricKernel.Stride(size);
        var factor = new float[stride * stride];
        for (int row = 0; row < size; row++)
            block.Row(row)[row..].CopyTo(factor.AsSpan((row * stride) + row));
        kernel.Factor(factor, size);
        for (int row = 0; row < size; row++)
            if (!float.IsFinite(factor[(row * stride) + row]))
                throw new ArithmeticException(
                    $"The matrix is not positive definite in float32: its Cholesky factor ends at row {firstRow + row}. Raise the ridge.");
        for (int row = size - 1; row >= 0; row--)
            InvertRow(factor.AsSpan(row * stride, size), row, inverse);
    }

    // Row i of V = U⁻¹: (eᵢ − Σ over j > i of U[i, j] · V[j]) / U[i, i]; the factor holds the diagonal inverted.
    private static void InvertRow(ReadOnlySpan<float> factor, int i, MatrixView inverse)
    {
        var row = inverse.Row(i);
        row.Clear();
        row[i] = 1f;
        for (int j = i + 1; j < row.Length; j++)
            Axpy.Add(-factor[j], inverse.Row(j)[j..], row[j..]);
        for (int c = i; c < row.Length; c++)
            row[c] *= factor[i];
    }
}
