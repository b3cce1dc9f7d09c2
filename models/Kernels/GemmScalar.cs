namespace RecPipeline.Models.Kernels;

/// <summary>The matrix product, written plainly; it defines the bits that the packed variants must give.</summary>
public sealed class GemmScalar : Gemm
{
    /// <summary>One cell of a product: runs of 256 from 0, added one by one.</summary>
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float total = 0;
        for (int first = 0; first < a.Length; first += Run)
        {
            float sum = 0;
            for (int k = first; k < Math.Min(first + Run, a.Length); k++)
                sum = MathF.FusedMultiplyAdd(a[k], b[k], sum);
            total += sum;
        }
        return total;
    }

    private protected override void AddRun(MatrixView a, MatrixView b, MatrixView c, float sign)
    {
        for (int row = 0; row < c.Rows; row++)
            for (int column = 0; column < c.Columns; column++)
                c.Row(row)[column] += sign * Dot(a, b, row, column);
    }

    private protected override float[] PackRun(MatrixView b)
    {
        var rows = new float[b.Rows * b.Columns];
        for (int row = 0; row < b.Rows; row++)
            for (int column = 0; column < b.Columns; column++)
                rows[(row * b.Columns) + column] = b.Data[b.Start + (row * b.RowStride) + (column * b.ColumnStride)];
        return rows;
    }

    private protected override void AddPacked(MatrixView a, float[] packed, MatrixView c, float sign) =>
        AddRun(a, new MatrixView(packed, 0, a.Columns, c.Columns, c.Columns), c, sign);

    private static float Dot(MatrixView a, MatrixView b, int row, int column)
    {
        float sum = 0;
        for (int k = 0; k < a.Columns; k++)
            sum = MathF.FusedMultiplyAdd(
                a.Data[a.Start + (row * a.RowStride) + (k * a.ColumnStride)],
                b.Data[b.Start + (k * b.RowStride) + (column * b.ColumnStride)], sum);
        return sum;
    }
}
