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

/// <summary>The types that tables of ours have, and what is asked of their columns.</summary>
internal static class WrittenTypes
{
    /// <exception cref="ArgumentException">A column is of another type; the message names it.</exception>
    public static void Check(FieldList schema)
    {
        foreach (var field in schema)
            Check(field, field.Name);
    }

    /// <summary>Bytes that the rows take in memory, for cutting row groups.</summary>
    public static long Bytes(Column column, int start, int count) => column switch
    {
        FixedWidthColumn => (long)count * ScalarTypes.Bytes(column.Type),
        BytesColumn bytes => bytes.Offsets[start + count] - bytes.Offsets[start] + 4L * count,
        ListColumn lists => 4L * count + Bytes(lists.Elements, lists.Offsets[start], lists.Offsets[start + count] - lists.Offsets[start]),
        StructColumn structs => structs.Children.Sum(child => Bytes(child, start, count)),
        _ => 0,
    };

    /// <exception cref="ArgumentException">A null where the field allows none; the message names the field and the row.</exception>
    public static void CheckNulls(Field field, Column column)
    {
        if (!field.Nullable && FirstNull(column) is var row and >= 0)
            throw new ArgumentException($"'{field.Name}' has a null in row {row}, the file's schema allows none.", nameof(column));
        switch (column)
        {
            case ListColumn lists when !lists.HasNulls:
                CheckNulls(((ListType)field.Type).Element, lists.Elements.Slice(lists.Offsets[0], lists.Offsets[^1] - lists.Offsets[0]));
                break;
            case StructColumn structs when !structs.HasNulls:
                for (int i = 0; i < structs.Children.Count; i++)
                    CheckNulls(((StructType)field.Type).Fields[i], structs.Children[i]);
                break;
        }
    }

    private static void Check(Field field, string path)
    {
        switch (field.Type)
        {
            case ScalarType { Kind: <= ScalarKind.Binary }:
                break;
            case ListType list:
                Check(list.Element, $"{path}.element");
                break;
            case StructType { Fields.Count: > 0 } structs:
                foreach (var member in structs.Fields)
                    Check(member, $"{path}.{member.Name}");
                break;
            default:
                throw new ArgumentException($"Column '{path}' of type {field.Type} cannot be written to Parquet.", nameof(field));
        }
    }

    private static int FirstNull(Column column)
    {
        for (int row = 0; column.HasNulls && row < column.Length; row++)
            if (column.IsNull(row))
                return row;
        return -1;
    }
}
