using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Metadata;
using RecPipeline.Formats.Parquet.Schemas;
using RecPipeline.Formats.Parquet.Writing;

namespace RecPipeline.Formats.Parquet;

/// <summary>Writes a Parquet file. The same rows and options give the same bytes, however the rows are cut into batches.</summary>
/// <remarks>
/// Rows gather until a row group is full. Pages are v1 with CRC-32; a column is written with a dictionary where that saves a quarter or more, else PLAIN;
/// lists have the specification's three levels; each chunk has null count, minimum and maximum.
/// Memory: one row group and its encoded form. Without <see cref="Close"/> the file has no footer and is invalid, which is what an aborted write should leave.
/// </remarks>
public sealed class ParquetWriter : IDisposable
{
    // Row groups end at multiples of this within them, so that batches do not decide where.
    private const int StepRows = 4096;

    private readonly Stream _stream;
    private readonly FieldList _schema;
    private readonly ParquetWriterOptions _options;
    private readonly IReadOnlyList<SchemaElement> _elements;
    private readonly LeafWriter[] _leaves;
    private readonly ChunkWriter[] _chunks;
    private readonly Shredder _shredder;
    private readonly List<RowGroupMetadata> _groups = [];
    private long _position;
    private int _rows;
    private bool _isClosed;

    /// <summary>Starts a file.</summary>
    /// <param name="stream">Written from its current position, which must be the file's start; not closed here.</param>
    /// <param name="schema">Names, types and nullability of the columns.</param>
    /// <param name="options">Row groups, codec, key-value metadata.</param>
    public ParquetWriter(Stream stream, FieldList schema, ParquetWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(schema);
        (_stream, _schema, _options) = (stream, schema, options ?? new ParquetWriterOptions());
        _options.Check();
        _elements = SchemaElements.Of(schema);
        _leaves = [.. SchemaTree.Build(_elements, new Place("the schema to write")).Leaves.Select(leaf => new LeafWriter(leaf))];
        _chunks = [.. _leaves.Select(leaf => new ChunkWriter(leaf, _options))];
        _shredder = new Shredder(schema, _leaves);
        Put("PAR1"u8);
    }

    /// <summary>Appends rows.</summary>
    /// <exception cref="ArgumentException">The batch does not have the file's columns, or has a null where none is allowed.</exception>
    public void Write(RecordBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ObjectDisposedException.ThrowIf(_isClosed, this);
        Check(batch);
        for (int start = 0; start < batch.RowCount;)
        {
            int count = Math.Min(batch.RowCount - start, Math.Min(StepRows - _rows % StepRows, _options.RowGroupRows - _rows));
            _shredder.Append(batch, start, count);
            start += count;
            _rows += count;
            if (IsFull())
                WriteRowGroup();
        }
    }

    /// <summary>Writes the last row group and the footer.</summary>
    public void Close()
    {
        if (_isClosed)
            return;
        if (_rows > 0)
            WriteRowGroup();
        _isClosed = true;
        var footer = new ByteBuffer();
        MetadataWriter.WriteFooter(footer, Metadata());
        footer.WriteInt32(footer.Length);
        footer.Write("PAR1"u8);
        Put(footer.Written);
        _stream.Flush();
    }

    /// <summary>Ends without a footer unless <see cref="Close"/> was called. The stream stays open.</summary>
    public void Dispose() => _isClosed = true;

    private bool IsFull() => _rows == _options.RowGroupRows
        || (_rows % StepRows == 0 && _leaves.Sum(leaf => leaf.Buffer.PlainBytes) >= _options.RowGroupBytes);

    private void WriteRowGroup()
    {
        var columns = new ColumnChunkMetadata[_leaves.Length];
        Workers.Run(_leaves.Length, _options.Threads, i => _leaves[i].Buffer.PlainBytes, i => columns[i] = _chunks[i].Encode());
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = columns[i] with
            {
                Path = _leaves[i].Node.Names,
                DataPageOffset = _position + columns[i].DataPageOffset,
                DictionaryPageOffset = _position + columns[i].DictionaryPageOffset,
            };
            Put(_chunks[i].Bytes);
            _leaves[i].Buffer.Clear();
        }
        _groups.Add(new RowGroupMetadata(columns, _rows));
        _rows = 0;
    }

    private FileMetadata Metadata() => new()
    {
        Schema = _elements,
        RowCount = _groups.Sum(group => group.RowCount),
        RowGroups = _groups,
        KeyValues = [.. _options.KeyValues.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))],
        CreatedBy = "RecPipeline version 0.1.0",
    };

    private void Check(RecordBatch batch)
    {
        if (batch.Columns.Count != _schema.Count)
            throw new ArgumentException($"The file has the columns {_schema}, the batch {batch.Schema}.", nameof(batch));
        for (int i = 0; i < _schema.Count; i++)
        {
            var (field, column) = (_schema[i], batch.Columns[i]);
            if (batch.Schema[i].Name != field.Name || !column.Type.Equals(field.Type))
                throw new ArgumentException($"Column {i} of the file is '{field}', of the batch '{batch.Schema[i]}'.", nameof(batch));
            if (column.HasNulls && !field.Nullable && Enumerable.Range(0, column.Length).Any(column.IsNull))
                throw new ArgumentException($"Column '{field.Name}' has nulls, the file's schema allows none.", nameof(batch));
        }
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _position += bytes.Length;
    }
}
