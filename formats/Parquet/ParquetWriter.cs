using ParquetSharp.Arrow;
using ParquetSharp.IO;
using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet;

/// <summary>Writes a Parquet file by ParquetSharp's Arrow writer. The same rows and options give the same bytes.</summary>
/// <remarks>
/// Pages are v1 with CRC-32; lists have the specification's three levels with an <c>element</c>; each chunk has null count, minimum and
/// maximum. Memory: one piece of rows and the encoded row group. Arrays of a batch must not change before <see cref="Close"/>. Without it
/// the file has no footer and is invalid, which is what an aborted write should leave.
/// </remarks>
public sealed class ParquetWriter : IDisposable
{
    private readonly FieldList _schema;
    private readonly ParquetWriterOptions _options;
    private readonly Apache.Arrow.Schema _arrowSchema;
    private readonly SinkStream _sink;
    private readonly ManagedOutputStream _output;
    private readonly FileWriter _writer;
    private readonly PieceCutter _pieces;
    private bool _isFull;
    private bool _isEnded;

    /// <param name="stream">Written from its current position, which must be the file's start; not closed here.</param>
    /// <exception cref="ArgumentException">A type or option is none of ours; the message names it.</exception>
    public ParquetWriter(Stream stream, FieldList schema, ParquetWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(schema);
        WrittenTypes.Check(schema);
        (_schema, _options) = (schema, options ?? new ParquetWriterOptions());
        (_arrowSchema, _sink) = (ArrowSchemas.ToArrow(schema), new SinkStream(stream));
        _pieces = new PieceCutter(schema, _options);
        using var properties = _options.Build();
        using var builder = new ArrowWriterPropertiesBuilder();
        using var arrow = builder.UseThreads(_options.Threads > 1).EnableCompliantNestedTypes().Build();
        _output = new ManagedOutputStream(_sink, leaveOpen: true);
        try
        {
            _writer = Native(() => new FileWriter(_output, _arrowSchema, properties, arrow));
        }
        catch
        {
            _output.Dispose();
            throw;
        }
    }

    /// <exception cref="ArgumentException">The batch does not have the file's columns, or has a null where none is allowed.</exception>
    public void Write(RecordBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ObjectDisposedException.ThrowIf(_isEnded, this);
        Check(batch);
        foreach (var piece in _pieces.Add(batch))
            Write(piece);
    }

    /// <summary>Writes the last row group and the footer.</summary>
    public void Close()
    {
        if (_isEnded)
            return;
        if (_pieces.Rest() is { } piece)
            Write(piece);
        Native(() => { _writer.Close(); return 0; });
        _sink.Flush();
        End();
    }

    /// <summary>Ends without a footer unless <see cref="Close"/> was called. The stream stays open.</summary>
    public void Dispose()
    {
        if (!_isEnded)
            End();
    }

    private void Write(Piece piece)
    {
        if (_isFull)
            Native(() => { _writer.NewBufferedRowGroup(); return 0; });
        using var batch = ArrowExport.Batch(piece.Rows, _arrowSchema);
        Native(() => { _writer.WriteBufferedRecordBatch(batch); return 0; });
        _isFull = piece.EndsRowGroup;
    }

    private void End()
    {
        _isEnded = true;
        _sink.Drops = true;
        _writer.Dispose();
        _output.Dispose();
    }

    // A full disk is the stream's own exception, not the library's words for it.
    private T Native<T>(Func<T> call) => _sink.Call(call, error => error);

    private void Check(RecordBatch batch)
    {
        if (batch.Columns.Count != _schema.Count)
            throw new ArgumentException($"The file has the columns {_schema}, the batch {batch.Schema}.", nameof(batch));
        for (int i = 0; i < _schema.Count; i++)
        {
            var (field, column) = (_schema[i], batch.Columns[i]);
            if (batch.Schema[i].Name != field.Name || !column.Type.Equals(field.Type))
                throw new ArgumentException($"Column {i} of the file is '{field}', of the batch '{batch.Schema[i]}'.", nameof(batch));
            WrittenTypes.CheckNulls(field, column);
        }
    }
}
