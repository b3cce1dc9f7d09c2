namespace RecPipeline.Models.Kernels;

/// <summary>The right side of many products, packed once for all threads: blocks of 512 columns, each in runs of 256 rows.</summary>
/// <remarks>Made by <see cref="Gemm.Pack"/>; any instance of the same variant may multiply by it. Memory: as much as the matrix.</remarks>
public sealed class PackedColumns
{
    private readonly float[][][] _runs;

    internal PackedColumns(MatrixView matrix, Func<MatrixView, float[]> packRun)
    {
        (Rows, Columns) = (matrix.Rows, matrix.Columns);
        _runs = [.. Enumerable.Range(0, BlockCount).Select(block => Runs(matrix, block, packRun))];
    }

    public int Rows { get; }

    public int Columns { get; }

    public int BlockCount => (Columns + Gemm.BlockColumns - 1) / Gemm.BlockColumns;

    /// <summary>Columns of a block: all have 512, the last has what is left.</summary>
    public int ColumnsOf(int block) => Math.Min(Gemm.BlockColumns, Columns - (block * Gemm.BlockColumns));

    internal float[] Run(int block, int run) => _runs[block][run];

    private float[][] Runs(MatrixView matrix, int block, Func<MatrixView, float[]> packRun)
    {
        var runs = new float[(Rows + Gemm.Run - 1) / Gemm.Run][];
        for (int run = 0; run < runs.Length; run++)
        {
            int rows = Math.Min(Gemm.Run, Rows - (run * Gemm.Run));
            runs[run] = packRun(matrix.Block(run * Gemm.Run, block * Gemm.BlockColumns, rows, ColumnsOf(block)));
        }
        return runs;
    }
}
