using System.Globalization;
using System.Text;
using System.Text.Json;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Tests.Parquet;

/// <summary>Cells as JSON text, the form in which rows of different origin are compared. Floats keep sign of zero and every bit that counts.</summary>
internal static class Cells
{
    public static List<string> Rows(IEnumerable<RecordBatch> batches)
    {
        var rows = new List<string>();
        foreach (var batch in batches)
        {
            for (int row = 0; row < batch.RowCount; row++)
                rows.Add($"[{string.Join(",", batch.Columns.Select(column => Text(column, row)))}]");
        }
        return rows;
    }

    public static string Text(Column column, int row) => column.IsNull(row) ? "null" : column switch
    {
        Column<bool> bools => bools.Values[row] ? "true" : "false",
        Column<int> ints => ints.Values[row].ToString(CultureInfo.InvariantCulture),
        Column<long> longs => longs.Values[row].ToString(CultureInfo.InvariantCulture),
        Column<float> floats => Text(floats.Values[row]),
        Column<double> doubles => Text(doubles.Values[row]),
        StringColumn strings => Quoted(strings.Text(row)!),
        ListColumn lists => $"[{string.Join(",", Enumerable.Range(lists.Offsets[row], lists.Offsets[row + 1] - lists.Offsets[row]).Select(i => Text(lists.Elements, i)))}]",
        StructColumn structs => $"{{{string.Join(",", structs.Children.Select((child, i) => $"{Quoted(((StructType)structs.Type).Fields[i].Name)}:{Text(child, row)}"))}}}",
        _ => throw new NotSupportedException(column.Type.ToString()),
    };

    public static string Text(float value) => float.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : NotFinite(value);

    public static string Text(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : NotFinite(value);

    public static string Quoted(string text) => new StringBuilder().Append('"').Append(JsonEncodedText.Encode(text)).Append('"').ToString();

    private static string NotFinite(double value) => double.IsNaN(value) ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
}
