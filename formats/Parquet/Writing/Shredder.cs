using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet.Writing;

/// <summary>Takes columns apart into leaves with levels: the opposite of the reader's assembly.</summary>
internal sealed class Shredder(FieldList schema, IReadOnlyList<LeafWriter> leaves)
{
    private int _next;

    /// <summary>Appends rows of a batch to the leaves.</summary>
    public void Append(RecordBatch batch, int start, int count)
    {
        _next = 0;
        for (int i = 0; i < schema.Count; i++)
        {
            if (schema[i].Type is ScalarType)
                leaves[_next++].AppendFlat(batch.Columns[i], start, count);
            else
                Walk(schema[i], batch.Columns[i], EntryList.OfRows(start, count), 0);
        }
    }

    private void Walk(Field field, Column column, EntryList entries, byte repetition)
    {
        entries = field.Nullable ? entries.Optional(column) : entries.Required(column, field.Name);
        switch (column)
        {
            case ListColumn lists:
                byte inner = (byte)(repetition + 1);
                Walk(((ListType)field.Type).Element, lists.Elements, entries.Elements(lists, inner), inner);
                break;
            case StructColumn structs:
                for (int i = 0; i < structs.Children.Count; i++)
                    Walk(((StructType)field.Type).Fields[i], structs.Children[i], entries, repetition);
                break;
            default:
                leaves[_next++].Append(column, entries);
                break;
        }
    }
}
