using RecPipeline.Formats.Columns;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Records;

namespace RecPipeline.Udfs.Cleaning;

/// <summary>What executors get in other forms than delimited text as records of it, by the classes of the local engine:
/// JSON objects, or rows of typed columns.</summary>
internal sealed class RecordForms(LineRules rules)
{
    private readonly RatingNames _names = rules.Form.Names;
    private readonly JsonLines? _json = rules.Form.Form == RatingsForm.JsonLines ? new JsonLines(rules.Form.Names) : null;
    private readonly RecordBuffer _buffer = new();
    private readonly LinePlaces _places = new();
    private readonly LineSizes _sizes = new(rules);

    /// <summary>Gives a record for each row, with its block, its place in it,
    /// and the text that it is shown with where it is rejected.</summary>
    /// <param name="batch">Columns line and block, or those of a rating and block.</param>
    /// <param name="take">Gets the records in their order.</param>
    public void Read(RecordBatch batch, Take take)
    {
        var (blocks, rows) = _places.Next(batch);
        var (records, texts) = Of(batch, blocks, rows);
        for (int row = 0; row < rows.Length; row++)
        {
            _sizes.Check(texts.Value(row).Length, blocks[row]);
            take(blocks[row], rows[row], records.Value(row), Line(texts.Value(row), blocks[row], rows[row]));
        }
    }

    /// <summary>Takes a record and its text.</summary>
    public delegate void Take(long block, long row, ReadOnlySpan<byte> record, ReadOnlySpan<byte> text);

    private (BytesColumn Records, BytesColumn Texts) Of(RecordBatch batch, long[] blocks, long[] rows)
    {
        _buffer.Clear();
        if (_json is not null)
            return (Objects((BytesColumn)batch["line"], blocks, rows), (BytesColumn)batch["line"]);
        var records = Rows(batch, blocks);
        return (records, records);
    }

    // A line without the CR of its end and, at the start of a file, without a byte order mark.
    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> line, long block, long row)
    {
        var text = line is [.., (byte)'\r'] ? line[..^1] : line;
        return row == 0 && BlockPlaces.IsStart(block) && text.StartsWith("\uFEFF"u8) ? text[3..] : text;
    }

    private BinaryColumn Objects(BytesColumn lines, long[] blocks, long[] rows)
    {
        for (int row = 0; row < rows.Length; row++)
            _json!.Write(Line(lines.Value(row), blocks[row], rows[row]), _buffer);
        return Cut(rows.Length);
    }

    // Rows of one file follow each other; its folders may name columns.
    private BinaryColumn Rows(RecordBatch batch, long[] blocks)
    {
        for (int start = 0; start < blocks.Length;)
        {
            int file = BlockPlaces.File(blocks[start]), end = start + 1;
            while (end < blocks.Length && BlockPlaces.File(blocks[end]) == file)
                end++;
            RowRecords.Write(batch, rules.ConstantsOf(file), _names, start, end - start, _buffer);
            start = end;
        }
        return Cut(blocks.Length);
    }

    // Every record ends with the one LF in it.
    private BinaryColumn Cut(int count)
    {
        var (offsets, bytes, at) = (new int[count + 1], new byte[_buffer.Length - count], 0);
        var rest = _buffer.Bytes;
        for (int row = 0; row < count; row++)
        {
            int length = rest.IndexOf((byte)'\n');
            rest[..length].CopyTo(bytes.AsSpan(at));
            at += length;
            offsets[row + 1] = at;
            rest = rest[(length + 1)..];
        }
        return new BinaryColumn(offsets, bytes);
    }
}
