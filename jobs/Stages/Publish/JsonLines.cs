using System.Text.Json;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Jobs.Stages.Publish;

/// <summary>
/// Recommendations as JSON lines: one object per row, keys as the columns. Lines go to the stream as they come; memory is that of one line.
/// </summary>
/// <param name="output">Takes any number of bytes; closed with this writer.</param>
internal sealed class JsonLines(Stream output) : IDisposable
{
    private readonly BufferedStream _output = new(output, 1 << 16);

    public void Add(RecordBatch batch)
    {
        using var json = new Utf8JsonWriter(_output);
        for (int row = 0; row < batch.RowCount; row++)
        {
            WriteRow(json, batch, row);
            json.Flush();
            json.Reset();
            _output.WriteByte((byte)'\n');
        }
    }

    public void Dispose() => _output.Dispose();

    private static void WriteRow(Utf8JsonWriter json, RecordBatch batch, int row)
    {
        json.WriteStartObject();
        for (int i = 0; i < batch.Columns.Count; i++)
        {
            json.WritePropertyName(batch.Schema[i].Name);
            WriteValue(json, batch.Columns[i], row);
        }
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, Column column, int row)
    {
        if (column.IsNull(row))
            json.WriteNullValue();
        else
            Write(json, column, row);
    }

    private static void Write(Utf8JsonWriter json, Column column, int row)
    {
        switch (column)
        {
            case Column<int> ints: json.WriteNumberValue(ints.Values[row]); break;
            case Column<long> longs: json.WriteNumberValue(longs.Values[row]); break;
            case Column<float> floats: json.WriteNumberValue(floats.Values[row]); break;
            case StringColumn strings: json.WriteStringValue(strings.Utf8(row)); break;
            case ListColumn lists: WriteList(json, lists, row); break;
            case StructColumn structs: WriteStruct(json, structs, row); break;
            default: throw new NotSupportedException($"JSON lines do not hold columns of type {column.Type}.");
        }
    }

    private static void WriteList(Utf8JsonWriter json, ListColumn lists, int row)
    {
        json.WriteStartArray();
        for (int i = lists.Offsets[row]; i < lists.Offsets[row + 1]; i++)
            WriteValue(json, lists.Elements, i);
        json.WriteEndArray();
    }

    private static void WriteStruct(Utf8JsonWriter json, StructColumn structs, int row)
    {
        var type = (StructType)structs.Type;
        json.WriteStartObject();
        for (int i = 0; i < structs.Children.Count; i++)
        {
            json.WritePropertyName(type.Fields[i].Name);
            WriteValue(json, structs.Children[i], row);
        }
        json.WriteEndObject();
    }
}
