using System.Diagnostics.CodeAnalysis;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Arrow;

/// <summary>Writes an Arrow IPC stream by Apache.Arrow: the schema, then any number of record batches, then the end marker.</summary>
/// <remarks>
/// No compression, no dictionaries: what Spark's Java reader takes. Values are written straight from the columns; only booleans and the
/// offsets of slices are copied. Nothing is written before the first batch, so that a caller that fails before can say so in another way.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The stream is the caller's and the memory is managed.")]
public sealed class ArrowStreamWriter
{
    private readonly BufferedStream _output;
    private readonly Apache.Arrow.Schema _arrowSchema;
    private readonly Apache.Arrow.Ipc.ArrowStreamWriter _writer;
    private bool _ended;

    /// <param name="stream">Written to in large pieces and flushed after each batch; not closed here.</param>
    public ArrowStreamWriter(Stream stream, FieldList schema)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(schema);
        (_output, Schema, _arrowSchema) = (new BufferedStream(stream, 64 << 10), schema, ArrowSchemas.ToArrow(schema));
        _writer = new Apache.Arrow.Ipc.ArrowStreamWriter(_output, _arrowSchema, leaveOpen: true);
    }

    public FieldList Schema { get; }

    /// <exception cref="ArgumentException">The batch has another schema; the message gives both.</exception>
    /// <exception cref="InvalidOperationException">The stream is ended already.</exception>
    public void Write(RecordBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (!batch.Schema.Equals(Schema))
            throw new ArgumentException($"The batch has the columns {batch.Schema}, the stream has {Schema}.", nameof(batch));
        if (_ended)
            throw new InvalidOperationException("The Arrow stream is ended; open a new one to write more batches.");
        _writer.WriteRecordBatch(ArrowExport.Batch(batch, _arrowSchema));
        _output.Flush();
    }

    /// <summary>Writes the end marker, and before it the schema where no batch came. A second call does nothing.</summary>
    public void End()
    {
        if (_ended)
            return;
        _writer.WriteStart();
        _writer.WriteEnd();
        _output.Flush();
        _ended = true;
    }
}
