using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Csv;

/// <summary>Some consecutive records of a file: the good ones as a batch, the bad ones with line, reason and text.</summary>
/// <remarks>Example: the records <c>1,a</c>, <c>oops</c> and <c>2,b</c> on lines 2 to 4 are rows 1 a, 2 b with lines 2 and 4, and a bad row on line 3.</remarks>
public sealed class TableChunk
{
    private readonly TableRows _rows;
    private readonly CsvFormat _format;
    private readonly List<int> _good = [];
    private readonly List<(int Line, RowFault Fault, string Text)> _bad = [];
    private RecordBlock? _block;

    internal TableChunk(string file, RecordBlock block, TableRows rows, CsvFormat format) =>
        (File, _block, _rows, _format, Batch) = (file, block, rows, format, RecordBatch.Empty(rows.Schema));

    public string File { get; }

    /// <summary>Records in the chunk, good and bad.</summary>
    public int RecordCount { get; private set; }

    /// <summary>The good rows.</summary>
    public RecordBatch Batch { get; private set; }

    /// <summary>The records that are no row, in file order.</summary>
    public IEnumerable<BadRow> BadRows => _bad.Select(bad => new BadRow(File, FirstLine + bad.Line, bad.Fault, bad.Text));

    /// <summary>Line of record 0 in the file, from 1.</summary>
    internal long FirstLine { get; set; }

    /// <summary>Lines of all records in the chunk.</summary>
    internal int LineCount { get; private set; }

    internal Func<long, CsvFormatException>? Failure { get; private set; }

    /// <summary>Line of the file, from 1, at which a row of the batch begins.</summary>
    public long Line(int row) => FirstLine + _good[row];

    internal void Parse()
    {
        Failure = _block!.Failure;
        for (int at = 0; Failure is null && at < _block.Length;)
        {
            int length = _block.RecordLength(at, out int lines);
            Add(RecordText.Trim(_block.Bytes[at..], length));
            LineCount += lines;
            at += length;
        }
        Batch = _rows.Take();
        _block = null;
    }

    private void Add(ReadOnlySpan<byte> record)
    {
        var fault = _rows.Add(record);
        if (fault == RowFault.None)
            _good.Add(LineCount);
        else
            _bad.Add((LineCount, fault, _format.Text(record)));
        RecordCount++;
    }
}
