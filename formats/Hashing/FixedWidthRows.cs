using System.Runtime.InteropServices;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Hashing;

/// <summary>Rows of values of fixed width without nulls, encoded column by column in blocks: the bytes of <see cref="ValueEncoder"/>, in a
/// fraction of the time.</summary>
/// <remarks>Such a row has a presence byte of 1 before each value, always at the same place. Example, an int 7 and a float 1.5: 1 7 0 0 0 1
/// 0 0 C0 3F.</remarks>
internal sealed class FixedWidthRows
{
    private const int BlockRows = 512; // 12 kB for ratings, so that a block stays in the first cache

    private readonly RecordBatch _batch;
    private readonly byte[] _block;

    private FixedWidthRows(RecordBatch batch)
    {
        (_batch, Width) = (batch, batch.Columns.Sum(column => 1 + ScalarTypes.Bytes(column.Type)));
        _block = new byte[Math.Min(BlockRows, batch.RowCount) * Width];
        for (int at = 0, i = 0; i < batch.Columns.Count; at += 1 + ScalarTypes.Bytes(batch.Columns[i].Type), i++)
            for (int place = at; place < _block.Length; place += Width)
                _block[place] = 1;
    }

    /// <summary>Bytes of a row.</summary>
    public int Width { get; }

    /// <summary>Null for a batch that has nulls, columns of other kinds, or none.</summary>
    public static FixedWidthRows? Of(RecordBatch batch) =>
        BitConverter.IsLittleEndian && batch.Columns.Count > 0
        && batch.Columns.All(column => column is FixedWidthColumn && !column.HasNulls)
            ? new FixedWidthRows(batch)
            : null;

    /// <summary>The bytes of rows <paramref name="start"/> and following, as many as a block holds; valid until the next call.</summary>
    /// <exception cref="InvalidDataException">A float is NaN.</exception>
    public ReadOnlySpan<byte> Block(int start)
    {
        int rows = Math.Min(BlockRows, _batch.RowCount - start), at = 1;
        for (int i = 0; i < _batch.Columns.Count; i++)
        {
            Scatter((FixedWidthColumn)_batch.Columns[i], _batch.Schema[i].Name, start, rows, _block.AsSpan(at));
            at += 1 + ScalarTypes.Bytes(_batch.Columns[i].Type);
        }
        return _block.AsSpan(0, rows * Width);
    }

    private void Scatter(FixedWidthColumn column, string name, int start, int rows, Span<byte> to)
    {
        switch (column)
        {
            case Column<float> floats:
                Scatter(Canonical(floats.Values.Slice(start, rows), stackalloc float[rows], name, start), to);
                break;
            case Column<double> doubles:
                Scatter(Canonical(doubles.Values.Slice(start, rows), stackalloc double[rows], name, start), to);
                break;
            case Column<int> ints:
                Scatter(ints.Values.Slice(start, rows), to);
                break;
            case Column<long> longs:
                Scatter(longs.Values.Slice(start, rows), to);
                break;
            default:
                ScatterBytes(column, start, rows, to);
                break;
        }
    }

    private void Scatter<T>(ReadOnlySpan<T> values, Span<byte> to)
        where T : unmanaged
    {
        for (int i = 0, at = 0; i < values.Length; i++, at += Width)
            MemoryMarshal.Write(to[at..], values[i]);
    }

    private void ScatterBytes(FixedWidthColumn column, int start, int rows, Span<byte> to)
    {
        int width = ScalarTypes.Bytes(column.Type);
        for (int i = 0; i < rows; i++)
            column.ValueBytes.Slice((start + i) * width, width).CopyTo(to[(i * Width)..]);
    }

    // −0 as +0, which is what adding +0 gives.
    private static ReadOnlySpan<T> Canonical<T>(ReadOnlySpan<T> values, Span<T> canonical, string name, int start)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
            canonical[i] = T.IsNaN(values[i]) ? throw ValueEncoder.NaN(name, start + i) : values[i] + T.Zero;
        return canonical;
    }
}
