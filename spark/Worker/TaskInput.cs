using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Spark.Worker;

/// <summary>The batches of a task: one Arrow stream whose single column <c>struct</c> holds the table's columns.</summary>
internal sealed class TaskInput(Stream stream, CancellationToken cancellation)
{
    // More unread input than this is not worth reading only to keep the connection.
    private const long DrainBytes = 16 << 20;

    private ArrowStreamReader? _reader;
    private bool _ended;

    /// <summary>
    /// For the function: unwrapped, one at a time. It can be iterated once, and what was left is continued by <see cref="TryDrain"/>.
    /// </summary>
    public IEnumerable<RecordBatch> Batches()
    {
        while (Next() is { } batch)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return Unwrap(batch);
        }
    }

    /// <summary>
    /// Reads what the function left, if it is little; then the JVM's end mark follows and the connection can serve another task.
    /// </summary>
    /// <returns>False when too much is left.</returns>
    public bool TryDrain()
    {
        long start = _reader?.Position ?? 0;
        while (Next() is not null)
        {
            if (_reader!.Position - start > DrainBytes)
                return false;
        }
        return BigEndian.ReadInt32(stream) == SpecialLength.EndOfStream;
    }

    private RecordBatch? Next()
    {
        if (_ended)
            return null;
        _reader ??= new ArrowStreamReader(stream, "the task's input");
        var batch = _reader.Next();
        _ended = batch is null;
        return batch;
    }

    private static RecordBatch Unwrap(RecordBatch batch) => batch.Columns is [StructColumn rows]
        ? RecordBatch.Of(rows)
        : throw new InvalidDataException($"The task's input has the columns {batch.Schema}, expected one struct.");
}
