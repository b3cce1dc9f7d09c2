using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Arrow;

/// <summary>Writes an Arrow IPC stream: the schema, then any number of record batches, then the end marker.</summary>
/// <remarks>
/// Format 0.15 and later, metadata V5, buffers at multiples of 8, no compression, no dictionaries: what Spark's Java reader takes. A column
/// without nulls has an empty validity buffer. Values are written straight from the columns; only booleans and the offsets of slices are copied.
/// Nothing is written before the first batch, so that a caller that fails before it can still say so in another way.
/// </remarks>
/// <param name="stream">Written to in large pieces and flushed after each batch; not closed here.</param>
/// <param name="schema">Schema of every batch.</param>
public sealed class ArrowStreamWriter(Stream stream, FieldList schema)
{
    private readonly OutputBlock _output = new(stream);
    private bool _hasSchema;
    private bool _ended;

    public FieldList Schema { get; } = schema;

    /// <exception cref="ArgumentException">The batch has another schema; the message gives both.</exception>
    /// <exception cref="InvalidOperationException">The stream is ended already.</exception>
    public void Write(RecordBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (!batch.Schema.Equals(Schema))
            throw new ArgumentException($"The batch has the columns {batch.Schema}, the stream has {Schema}.", nameof(batch));
        WriteSchemaOnce();
        var layout = new BodyLayout(batch);
        MessageEncoder.Write(_output, RecordBatchEncoder.Encode(batch.RowCount, layout).Span);
        layout.Write(_output);
        _output.Flush();
    }

    /// <summary>Writes the end marker, and before it the schema where no batch came. A second call does nothing.</summary>
    public void End()
    {
        if (_ended)
            return;
        WriteSchemaOnce();
        MessageEncoder.WriteEnd(_output);
        _output.Flush();
        _ended = true;
    }

    private void WriteSchemaOnce()
    {
        if (_ended)
            throw new InvalidOperationException("The Arrow stream is ended; open a new one to write more batches.");
        if (!_hasSchema)
            MessageEncoder.Write(_output, SchemaEncoder.Encode(Schema).Span);
        _hasSchema = true;
    }
}
