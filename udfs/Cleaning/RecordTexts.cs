using RecPipeline.Formats.Columns;
using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Udfs.Cleaning;

/// <summary>Gathers the texts of records as rows of <see cref="RatingLines.Texts"/>.</summary>
internal sealed class RecordTexts : IRecordTaker
{
    private readonly CsvFormat _format;
    private readonly LineRecords _records;
    private readonly RecordForms? _forms;
    private readonly List<long> _blocks = [], _rows = [];
    private readonly List<string?> _texts = [];

    public RecordTexts(LineRules rules)
    {
        _format = rules.Places.Format;
        _records = new LineRecords(rules, this);
        _forms = rules.Form.Form == RatingsForm.Delimited ? null : new RecordForms(rules);
    }

    /// <summary>The records that end in the batch.</summary>
    public RecordBatch Read(RecordBatch batch)
    {
        if (_forms is null)
            _records.Read(batch);
        else
            _forms.Read(batch, (block, row, _, text) => Record(block, row, text));
        return Take();
    }

    /// <summary>Records that no block has whole.</summary>
    public RecordBatch Read(IReadOnlyList<BorderRecord> records)
    {
        foreach (var record in records)
            Record(record.Block, record.Row, record.Text);
        return Take();
    }

    public void Record(long block, long row, ReadOnlySpan<byte> record)
    {
        _blocks.Add(block);
        _rows.Add(row);
        _texts.Add(_format.Text(record));
    }

    public void Piece(RecordPiece piece)
    {
        // The driver has these records whole.
    }

    public void End(BlockEnd end)
    {
        // The driver knows the blocks by now.
    }

    private RecordBatch Take()
    {
        var (blocks, rows) = (RatingLines.Int64([.. _blocks]), RatingLines.Int64([.. _rows]));
        var batch = new RecordBatch(RatingLines.Texts, blocks, rows, StringColumns.Of([.. _texts]));
        _blocks.Clear();
        _rows.Clear();
        _texts.Clear();
        return batch;
    }
}
