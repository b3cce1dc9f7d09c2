using RecPipeline.Formats.Arrow;
using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Arrow;

namespace RecPipeline.Spark.Worker;

/// <summary>
/// What a task sends back: nothing at all without a batch, else a mark and one Arrow stream whose single column <c>_0</c> holds the
/// result's columns.
/// </summary>
internal sealed class TaskOutput(Stream stream, Sql.Types.StructType declared)
{
    private readonly FieldList _declared = ArrowTypes.ToFields(declared);
    private ArrowStreamWriter? _writer;

    /// <exception cref="ArgumentException">The batch does not have the declared columns; the message gives both.</exception>
    public void Write(RecordBatch batch)
    {
        Check(batch.Schema);
        if (_writer is null)
        {
            _writer = new ArrowStreamWriter(stream, FieldList.Of(new Field("_0", new StructType(batch.Schema))));
            BigEndian.Write(stream, SpecialLength.StartArrowStream);
        }
        _writer.Write(new RecordBatch(_writer.Schema, batch.ToStruct()));
    }

    /// <summary>Ends a stream that was begun; whatever follows it, results or an error, must come after its end mark.</summary>
    public void End() => _writer?.End();

    // Spark matches by position and type and would read other bytes as if they were right.
    private void Check(FieldList found)
    {
        if (found.Count == _declared.Count && found.Zip(_declared).All(pair => SameType(pair.First.Type, pair.Second.Type)))
            return;
        throw new ArgumentException(
            $"The function yields the columns {found}, but {_declared} were declared. Types must agree by position.", nameof(found));
    }

    private static bool SameType(DataType found, DataType declared) => (found, declared) switch
    {
        (ListType left, ListType right) => SameType(left.Element.Type, right.Element.Type),
        (StructType left, StructType right) => left.Fields.Count == right.Fields.Count
            && left.Fields.Zip(right.Fields).All(pair => SameType(pair.First.Type, pair.Second.Type)),
        _ => found.Equals(declared),
    };
}
