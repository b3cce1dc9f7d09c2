using RecPipeline.Formats.Columns;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Ratings.Records;

/// <summary>Batches of typed rows as records; row n is line n.</summary>
/// <param name="batches">Read as the stream is; memory is one batch and the text of some thousand rows.</param>
/// <param name="constants">Columns that have one text in all rows: partitions.</param>
/// <param name="names">The columns wanted.</param>
/// <param name="rows">Rows in all, which progress is measured by; 0 where that is not known.</param>
public sealed class BatchRecordStream(
    IEnumerable<RecordBatch> batches, IReadOnlyDictionary<string, string?> constants, RatingNames names, long rows) : RecordStream
{
    private const int StepRows = 8192;

    private readonly IEnumerator<RecordBatch> _batches = batches.GetEnumerator();
    private RecordBatch? _batch;
    private int _next;
    private long _done;

    /// <summary>At least 1.</summary>
    public override long Length => Math.Max(1, Math.Max(rows, _done));

    protected override long FilePosition => _done;

    /// <summary>Closed with the stream, such as the file behind the batches.</summary>
    public IDisposable? Source { get; init; }

    protected override bool Fill(RecordBuffer target)
    {
        while (_batch is null || _next == _batch.RowCount)
        {
            if (!_batches.MoveNext())
                return false;
            (_batch, _next) = (_batches.Current, 0);
        }
        int count = Math.Min(StepRows, _batch.RowCount - _next);
        RowRecords.Write(_batch, constants, names, _next, count, target);
        (_next, _done) = (_next + count, _done + count);
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _batches.Dispose();
            Source?.Dispose();
        }
        base.Dispose(disposing);
    }
}
