using RecPipeline.Models.Matrices;

namespace RecPipeline.GpuWorker.Prediction;

/// <summary>Some rows of a matrix as a matrix.</summary>
internal static class RowSlice
{
    public static SparseMatrix Of(SparseMatrix matrix, int first, int end)
    {
        int begin = matrix.Offsets[first], stop = matrix.Offsets[end];
        int[] offsets = [.. matrix.Offsets[first..(end + 1)].ToArray().Select(offset => offset - begin)];
        return new SparseMatrix(matrix.Columns, offsets, matrix.Indices[begin..stop].ToArray(), matrix.Values[begin..stop].ToArray());
    }
}
