using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Csv;
using RecPipeline.Models.Cleaning;

namespace RecPipeline.Udfs.Cleaning;

/// <summary>Parses and judges batches of lines; the twin of the local engine's chunk parser, by the same <see cref="RatingRowParser"/> and <see cref="RatingRules"/>.</summary>
internal sealed class LineParser(LineRules rules, IdSet? knownItems)
{
    private readonly RatingColumns _columns = rules.Places;
    private readonly RatingRules _rules = rules.Limits.With(knownItems);
    private readonly bool _hasHeader = rules.Form.HasHeader;
    private readonly LineRecords _records = new(rules);
    private readonly LineSizes _sizes = new(rules);

    public RecordBatch Parse(RecordBatch batch, LinePlaces places)
    {
        var (blocks, rows) = places.Next(batch);
        var (lines, texts) = _records.Of(batch, blocks, rows);
        var (user, item, rating, timestamp) = (new long[rows.Length], new long[rows.Length], new float[rows.Length], new long[rows.Length]);
        var (reason, text) = (new int[rows.Length], new string?[rows.Length]);
        for (int row = 0; row < rows.Length; row++)
        {
            _sizes.Check(texts.Value(row).Length, blocks[row]);
            var record = Record(lines.Value(row), blocks[row], rows[row]);
            if (_hasHeader && BlockPlaces.IsStart(blocks[row]) && rows[row] == 0)
                reason[row] = RatingLines.HeaderLine;
            else
                reason[row] = (int)Judge(record, out user[row], out item[row], out rating[row], out timestamp[row]);
            text[row] = reason[row] > 0 ? _columns.Format.Text(Record(texts.Value(row), blocks[row], rows[row])) : null;
        }
        return new RecordBatch(
            RatingLines.Parsed, RatingLines.Int64(blocks), RatingLines.Int64(rows), RatingLines.Int64(user), RatingLines.Int64(item),
            new Column<float>(DataType.Float32, rating), RatingLines.Int64(timestamp), new Column<int>(DataType.Int32, reason), StringColumns.Of(text));
    }

    /// <summary>A line without the CR of its end and, at the start of the file, without a byte order mark.</summary>
    public static ReadOnlySpan<byte> Record(ReadOnlySpan<byte> line, long block, long row)
    {
        var record = line is [.., (byte)'\r'] ? line[..^1] : line;
        return row == 0 && BlockPlaces.IsStart(block) && record.StartsWith("\uFEFF"u8) ? record[3..] : record;
    }

    private RejectReason Judge(ReadOnlySpan<byte> record, out long user, out long item, out float rating, out long timestamp)
    {
        var fault = RatingRowParser.Parse(record, _columns, out user, out item, out rating, out timestamp);
        return fault != RowFault.None ? (RejectReason)fault : _rules.Check(user, item, rating, timestamp);
    }
}
