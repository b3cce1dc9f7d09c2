using System.Diagnostics.CodeAnalysis;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Arrow;

/// <summary>Reads an Arrow IPC stream by Apache.Arrow: its schema, then its record batches.</summary>
/// <remarks>
/// A message's body is read into a managed array that columns view, so a batch stays readable as long as someone holds it. Copied are only
/// booleans (a byte each here), 64-bit offsets, and values at an odd address. What is supported is listed in docs/formats.md.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "The stream is the caller's and the memory is managed.")]
public sealed class ArrowStreamReader
{
    private static readonly ArrowImport Import = new(copies: false);

    private readonly PeekingStream _stream;
    private readonly Apache.Arrow.Ipc.ArrowStreamReader _reader;
    private bool _ended;

    /// <summary>Reads the schema of the stream that starts at the stream's position.</summary>
    /// <param name="stream">Read to the end marker and no further; not closed here.</param>
    /// <param name="name">What messages call it: a path or a peer.</param>
    /// <exception cref="ArrowFormatException">It is no Arrow stream, is damaged, or has a type that is not supported.</exception>
    public ArrowStreamReader(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Arrow streams are read as they lie in memory, which needs a little-endian processor.");
        _stream = new PeekingStream(stream, name);
        _reader = new Apache.Arrow.Ipc.ArrowStreamReader(_stream, _stream.Bodies, leaveOpen: true);
        Schema = Library("the schema", ReadSchema);
    }

    /// <summary>Names and types. List elements are called <c>element</c>, whatever the writer called them.</summary>
    public FieldList Schema { get; }

    /// <summary>Bytes taken so far; after the last batch, where the bytes that follow the stream begin.</summary>
    public long Position => _stream.Taken;

    /// <summary>The next batch, or null at the end of the stream.</summary>
    /// <exception cref="ArrowFormatException">The message is damaged, or needs something that is not supported.</exception>
    public RecordBatch? Next()
    {
        if (_ended)
            return null;
        _ended = true; // also where the next line throws
        var batch = Library("a record batch", ReadBatch);
        _ended = batch is null;
        return batch;
    }

    /// <summary>The batches that are left, one at a time.</summary>
    public IEnumerable<RecordBatch> Batches()
    {
        while (Next() is { } batch)
            yield return batch;
    }

    private FieldList ReadSchema() => _reader.Schema is { } schema
        ? ArrowSchemas.FromArrow(schema)
        : throw _stream.Site("the schema").NoStream("the end of the stream", "a schema comes first", "Check that its writer finished.");

    private RecordBatch? ReadBatch()
    {
        int before = _stream.Messages;
        _stream.AllowedMessages = before + 1;
        var batch = _reader.ReadNextRecordBatch();
        // The library passes over what is no batch: a second schema, a dictionary.
        if (batch is null && _stream.Messages > before)
            throw _stream.Site("a record batch").Damaged("a message of another kind", "record batches follow the schema");
        return batch is null ? null : Import.Batch(batch, Schema);
    }

    // The library throws what it likes about damaged bytes; the stream's own exceptions go through as they are.
    private T Library<T>(string part, Func<T> call) =>
        _stream.Call(call, error => error as ArrowFormatException ?? _stream.Site(part).Of(error));
}
