namespace RecPipeline.Models.Kernels;

/// <summary>The matrix product, written plainly; it defines the bits that the packed variants must give.</summary>
public sealed class GemmScalar : Gemm
{
    private protected override void AddRun(MatrixView a, MatrixView b, MatrixView c, float sign)
    {
        for (int row = 0; row < c.Rows; row++)
            for (int column = 0; column < c.Columns; column++)
                c.Row(row)[column] += sign * Dot(a, b, row, column);
    }

    private static float Dot(MatrixView a, MatrixView b, int row, int column)
    {
        float sum = 0;
        for (int k = 0; k < a.Columns; k++)
            sum = MathF.FusedMultiplyAdd(
                a.Data[a.Start + (row * a.RowStride) + (k * a.ColumnStride)], b.Data[b.Start + (k * b.RowStride) + (column * b.ColumnStride)], sum);
        return sum;
    }
}
