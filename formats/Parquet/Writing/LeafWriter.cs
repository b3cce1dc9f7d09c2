using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Metadata;
using RecPipeline.Formats.Parquet.Schemas;

namespace RecPipeline.Formats.Parquet.Writing;

/// <summary>A leaf of the schema with its buffer.</summary>
internal sealed class LeafWriter(SchemaNode node)
{
    public SchemaNode Node => node;

    public LeafBuffer Buffer { get; } = node.Element.Type switch
    {
        PhysicalType.Boolean => new BooleanBuffer(),
        PhysicalType.Int32 => new FixedBuffer<int>(),
        PhysicalType.Int64 => new FixedBuffer<long>(),
        PhysicalType.Float => new FixedBuffer<float>(),
        PhysicalType.Double => new FixedBuffer<double>(),
        _ => new BytesBuffer(),
    };

    /// <summary>Pairs of levels so far; where there are no levels, values.</summary>
    public int EntryCount => node.DefinitionLevel > 0 ? Buffer.Definitions.Length : Buffer.ValueCount;

    /// <summary>Appends rows of a column that is no list and no struct: the common case, without entries.</summary>
    public void AppendFlat(Column column, int start, int count)
    {
        if (node.DefinitionLevel > 0)
        {
            var definitions = Buffer.Definitions.Reserve(count);
            for (int i = 0; i < count; i++)
                definitions[i] = (byte)(column.IsNull(start + i) ? 0 : 1);
        }
        if (column.HasNulls)
            AppendPresent(column, start, start + count);
        else
            Buffer.Append(column, start, count);
    }

    // Row ranges without a null between.
    private void AppendPresent(Column column, int row, int end)
    {
        while (row < end)
        {
            int first = row;
            while (row < end && !column.IsNull(row))
                row++;
            Buffer.Append(column, first, row - first);
            while (row < end && column.IsNull(row))
                row++;
        }
    }

    public void Append(Column column, EntryList entries)
    {
        Buffer.Definitions.Write(entries.Definitions);
        if (node.RepetitionLevel > 0)
            Buffer.Repetitions.Write(entries.Repetitions);
        if (entries.AreNeighbours(out int start, out int count))
            Buffer.Append(column, start, count);
        else
            Buffer.Append(column, entries.Alive());
    }
}
