using RecPipeline.Ratings.Csv;

namespace RecPipeline.Ratings.Records;

/// <summary>Turns a line of a file into a record.</summary>
public interface ILineRecords
{
    /// <summary>Adds the record of a line; a line that holds none that can be told becomes a record that is no rating.</summary>
    /// <param name="line">Without its line end.</param>
    /// <param name="target">Gets one record, or none.</param>
    /// <returns>False for a line that is no row, such as a heading.</returns>
    bool Write(ReadOnlySpan<byte> line, RecordBuffer target);
}

/// <summary>A file of lines of another form than delimited text, as records.</summary>
public sealed class LineRecordStream : RecordStream
{
    private const int BlockBytes = 1 << 16;

    private readonly Stream _file;
    private readonly ILineRecords _lines;
    private readonly RecordBlocks _blocks;
    private readonly RecordBlock _block = new();

    // Records before each heading, in order: the n-th record stands as many lines further down.
    private readonly List<long> _headings = [];
    private long _records;

    /// <param name="file">Disposed with this.</param>
    /// <param name="name">For messages.</param>
    /// <param name="lines">What its lines are.</param>
    /// <param name="maxLineBytes">A longer line means that the file is no text.</param>
    public LineRecordStream(Stream file, string name, ILineRecords lines, int maxLineBytes = 64 << 20) =>
        (_file, _lines, _blocks) = (file, lines, new RecordBlocks(file, name, LineTexts.Lines, BlockBytes, maxLineBytes));

    public override long Length => _file.Length;

    protected override long FilePosition => _file.Position;

    // Headings above record n are those with fewer than n records before them.
    public override long LineOf(long record)
    {
        var (low, high) = (0, _headings.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _headings[middle] < record ? (middle + 1, high) : (low, middle);
        }
        return record + low;
    }

    /// <exception cref="CsvFormatException">A line has no end.</exception>
    protected override bool Fill(RecordBuffer target)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (!_blocks.Next(_block))
            return false;
        if (_block.Failure is { } failure)
            throw failure(_records + _headings.Count + 1);
        for (int at = 0; at < _block.Length;)
        {
            int length = _block.RecordLength(at, out _);
            if (_lines.Write(RecordText.Trim(_block.Bytes[at..], length), target))
                _records++;
            else
                _headings.Add(_records);
            at += length;
        }
        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _file.Dispose();
        base.Dispose(disposing);
    }
}
