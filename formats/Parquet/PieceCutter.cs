using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet;

/// <summary>Rows that go to the library in one call.</summary>
internal sealed record Piece(RecordBatch Rows, bool EndsRowGroup);

/// <summary>Cuts the rows of a file into pieces and row groups, on which its bytes depend, at the same rows whatever the batches.</summary>
internal sealed class PieceCutter(FieldList schema, ParquetWriterOptions options)
{
    // Sizes are looked at after this many rows, so that batches do not decide where.
    private const int StepRows = 4096;
    private const int PieceRows = 1 << 16;
    private const long PieceBytes = 8 << 20;

    private readonly List<(RecordBatch Batch, int Start, int Count)> _parts = [];
    private int _rows;
    private long _bytes;
    private int _groupRows;
    private long _groupBytes;

    /// <summary>Takes a batch, and gives the pieces that it fills.</summary>
    public IEnumerable<Piece> Add(RecordBatch batch)
    {
        for (int start = 0; start < batch.RowCount;)
        {
            int count = Math.Min(batch.RowCount - start, Math.Min(StepRows - (_rows % StepRows), options.RowGroupRows - _groupRows));
            Take(batch, start, count);
            start += count;
            if (IsStep() && IsFull())
                yield return Cut();
        }
    }

    /// <summary>The rows that are left, or null where there are none.</summary>
    public Piece? Rest() => _rows == 0 ? null : Cut();

    private bool IsStep() => _rows % StepRows == 0 || _groupRows == options.RowGroupRows;

    private bool IsFull() => _rows >= PieceRows || _bytes >= PieceBytes || IsGroupFull();

    private bool IsGroupFull() => _groupRows == options.RowGroupRows || _groupBytes >= options.RowGroupBytes;

    private void Take(RecordBatch batch, int start, int count)
    {
        if (_parts is [.., var last] && ReferenceEquals(last.Batch, batch))
            _parts[^1] = last with { Count = last.Count + count };
        else
            _parts.Add((batch, start, count));
        long bytes = batch.Columns.Sum(column => WrittenTypes.Bytes(column, start, count));
        (_rows, _groupRows, _bytes, _groupBytes) = (_rows + count, _groupRows + count, _bytes + bytes, _groupBytes + bytes);
    }

    private Piece Cut()
    {
        var rows = Concatenation.Concat(schema, [.. _parts.Select(part => part.Batch.Slice(part.Start, part.Count))]);
        var piece = new Piece(rows, IsGroupFull());
        _parts.Clear();
        (_rows, _bytes) = (0, 0);
        if (piece.EndsRowGroup)
            (_groupRows, _groupBytes) = (0, 0);
        return piece;
    }
}
