using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Csv;
using RecPipeline.Formats.Records;

namespace RecPipeline.Udfs.Cleaning;

/// <summary>What executors get as records of text, by the classes of the local engine: lines as they are, JSON objects, or rows of typed columns.</summary>
internal sealed class LineRecords(LineRules rules)
{
    private readonly RatingNames _names = rules.Form.Names;
    private readonly JsonLines? _json = rules.Form.Form == RatingsForm.JsonLines ? new JsonLines(rules.Form.Names) : null;
    private readonly RecordBuffer _buffer = new();

    /// <summary>One record per row, and for each the text that a rejected row is shown with.</summary>
    /// <param name="batch">Columns line and block, or those of a rating and block.</param>
    /// <param name="blocks">Block of each row.</param>
    /// <param name="rows">Place of each row in its block.</param>
    public (BytesColumn Records, BytesColumn Texts) Of(RecordBatch batch, long[] blocks, long[] rows)
    {
        if (rules.Form.Form == RatingsForm.Delimited)
            return ((BytesColumn)batch["line"], (BytesColumn)batch["line"]);
        _buffer.Clear();
        if (_json is not null)
            return (Objects((BytesColumn)batch["line"], blocks, rows), (BytesColumn)batch["line"]);
        var records = Rows(batch, blocks);
        return (records, records);
    }

    private BinaryColumn Objects(BytesColumn lines, long[] blocks, long[] rows)
    {
        for (int row = 0; row < rows.Length; row++)
            _json!.Write(LineParser.Record(lines.Value(row), blocks[row], rows[row]), _buffer);
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
