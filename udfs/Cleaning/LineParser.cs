using RecPipeline.Formats.Columns;
using RecPipeline.Models.Cleaning;
using RecPipeline.Ratings.Layouts;
using RecPipeline.Ratings.Rows;

namespace RecPipeline.Udfs.Cleaning;

/// <summary>Parses and judges batches of lines; the twin of the local engine's chunk parser,
/// by the same <see cref="RatingRowParser"/> and <see cref="RatingRules"/>.</summary>
internal sealed class LineParser : IRecordTaker
{
    private readonly LineRules _lines;
    private RatingColumns _columns;
    private int _file;
    private readonly RatingRules _rules;
    private readonly bool _hasHeader;
    private readonly LineRecords _records;
    private readonly RecordForms? _forms;
    private readonly ParsedRows _rows = new();

    public LineParser(LineRules rules, IdSet? knownItems)
    {
        (_lines, _columns, _rules, _hasHeader) = (rules, rules.Places, rules.Limits.With(knownItems), rules.Form.HasHeader);
        _records = new LineRecords(rules, this);
        _forms = rules.Form.Form == RatingsForm.Delimited ? null : new RecordForms(rules);
    }

    /// <summary>The records that end in the batch, and what blocks that end in it say.</summary>
    public RecordBatch Parse(RecordBatch batch)
    {
        // A record of its own for every line, and some blocks that end.
        _rows.Start(batch.RowCount + 8);
        if (_forms is null)
            _records.Read(batch);
        else
            _forms.Read(batch, Record);
        return _rows.Take();
    }

    /// <summary>What the last block says at its end; called once, after all batches.</summary>
    public RecordBatch End()
    {
        _rows.Start(2);
        _records.End();
        return _rows.Take();
    }

    /// <summary>Records that no block has whole.</summary>
    public RecordBatch Parse(IReadOnlyList<BorderRecord> records)
    {
        _rows.Start(records.Count);
        foreach (var record in records)
            Record(record.Block, record.Row, record.Text);
        return _rows.Take();
    }

    public void Record(long block, long row, ReadOnlySpan<byte> record)
    {
        if (_hasHeader && BlockPlaces.IsStart(block) && row == 0)
        {
            _rows.Add(block, row, 0, 0, 0, 0, RatingLines.HeaderLine, null);
            return;
        }
        Record(block, row, record, record);
    }

    private void Record(long block, long row, ReadOnlySpan<byte> record, ReadOnlySpan<byte> text)
    {
        Begin(BlockPlaces.File(block));
        int reason = (int)Judge(record, out long user, out long item, out float rating, out long timestamp);
        _rows.Add(block, row, user, item, rating, timestamp, reason, IsFault(reason) ? _columns.Format.Text(text) : null);
    }

    // Files differ in the columns that their folders name, if any do.
    private void Begin(int file)
    {
        if (file != _file && _lines.Constants.Count > 0)
            _columns = _lines.PlacesOf(file);
        _file = file;
    }

    public void Piece(RecordPiece piece) => _rows.Add(piece);

    public void End(BlockEnd end) => _rows.Add(end);

    private static bool IsFault(int reason) => reason > 0 && !RejectReasons.IsFilter((RejectReason)reason);

    private RejectReason Judge(ReadOnlySpan<byte> record, out long user, out long item, out float rating, out long timestamp)
    {
        var fault = RatingRowParser.Parse(record, _columns, out user, out item, out rating, out timestamp);
        return fault != RowFault.None ? (RejectReason)fault : _rules.Check(user, item, rating, timestamp);
    }
}
