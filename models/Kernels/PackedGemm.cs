using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RecPipeline.Models.Kernels;

/// <summary>
/// The matrix product by packed panels: A in strips of tile rows, B in strips of tile columns, so that the tile reads both in order.
/// </summary>
/// <remarks>
/// Source: Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication, ACM TOMS 34 (2008). A strip of A (tile rows × 256)
/// stays in the first cache, the packed block of B (256 × 512) in the second, and C is walked along its rows: down its columns, every tile
/// of a wide C lies in other pages (256 × 128 × 26,744: 72 % of peak instead of 56 %). What is beyond the edge is packed as 0, its results
/// dropped.
/// </remarks>
public abstract class PackedGemm : Gemm
{
    private const int BlockRows = 96;

    private readonly float[] _a, _b, _edge;
    private readonly int _tileRows, _tileColumns;

    private protected PackedGemm(int tileRows, int tileColumns)
    {
        (_tileRows, _tileColumns) = (tileRows, tileColumns);
        _a = new float[BlockRows * Run];
        _b = new float[BlockColumns * Run];
        _edge = new float[tileRows * tileColumns];
    }

    private protected override void AddRun(MatrixView a, MatrixView b, MatrixView c, float sign)
    {
        for (int column = 0; column < c.Columns; column += BlockColumns)
        {
            int columns = Math.Min(BlockColumns, c.Columns - column);
            GemmPacking.Pack(b.Block(0, column, b.Rows, columns), _tileColumns, _b);
            AddPacked(a, _b, c.Block(0, column, c.Rows, columns), sign);
        }
    }

    private protected override float[] PackRun(MatrixView b)
    {
        var packed = new float[(b.Columns + _tileColumns - 1) / _tileColumns * _tileColumns * b.Rows];
        GemmPacking.Pack(b, _tileColumns, packed);
        return packed;
    }

    private protected override void AddPacked(MatrixView a, float[] packed, MatrixView c, float sign)
    {
        for (int row = 0; row < c.Rows; row += BlockRows)
        {
            int rows = Math.Min(BlockRows, c.Rows - row);
            GemmPacking.Pack(a.Block(row, 0, rows, a.Columns).Transposed, _tileRows, _a);
            AddBlock(a.Columns, packed, c.Block(row, 0, rows, c.Columns), sign);
        }
    }

    /// <summary>tile += sign · Σ over k of a[k, 0..tileRows]ᵀ · b[k, 0..tileColumns], both packed.</summary>
    private protected abstract void AddTile(ref float a, ref float b, int inner, ref float tile, int stride, float sign);

    private void AddBlock(int inner, float[] packed, MatrixView c, float sign)
    {
        for (int row = 0; row < c.Rows; row += _tileRows)
            for (int column = 0; column < c.Columns; column += _tileColumns)
            {
                ref float a = ref _a[row * inner];
                ref float b = ref packed[column * inner];
                if (row + _tileRows <= c.Rows && column + _tileColumns <= c.Columns)
                    AddWhole(ref a, ref b, inner, ref c.Row(row)[column], c.RowStride, sign);
                else
                {
                    var (rows, columns) = (Math.Min(_tileRows, c.Rows - row), Math.Min(_tileColumns, c.Columns - column));
                    AddEdge(ref a, ref b, inner, c.Block(row, column, rows, columns), sign);
                }
            }
    }

    // C is touched once per run: it comes from memory while the tile multiplies.
    private void AddWhole(ref float a, ref float b, int inner, ref float tile, int stride, float sign)
    {
        for (int row = 0; row < _tileRows; row++)
            for (int column = 0; column < _tileColumns; column += Prefetch.Line)
                Prefetch.Soon(ref Unsafe.Add(ref tile, (row * stride) + column));
        AddTile(ref a, ref b, inner, ref tile, stride, sign);
    }

    // 0 + sign · sum is exact, so adding it afterwards gives the bits of a whole tile.
    private void AddEdge(ref float a, ref float b, int inner, MatrixView c, float sign)
    {
        Array.Clear(_edge);
        AddTile(ref a, ref b, inner, ref MemoryMarshal.GetArrayDataReference(_edge), _tileColumns, sign);
        for (int row = 0; row < c.Rows; row++)
            for (int column = 0; column < c.Columns; column++)
                c.Row(row)[column] += _edge[(row * _tileColumns) + column];
    }
}
