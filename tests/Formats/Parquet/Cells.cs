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
        Column<sbyte> values => values.Values[row].ToString(CultureInfo.InvariantCulture),
        Column<short> values => values.Values[row].ToString(CultureInfo.InvariantCulture),
        Column<byte> values => values.Values[row].ToString(CultureInfo.InvariantCulture),
        Column<ushort> values => values.Values[row].ToString(CultureInfo.InvariantCulture),
        Column<uint> values => values.Values[row].ToString(CultureInfo.InvariantCulture),
        Column<ulong> values => values.Values[row].ToString(CultureInfo.InvariantCulture),
        Column<Int128> values => Quoted(Decimal(values.Values[row], ((DecimalType)column.Type).Scale)),
        BinaryColumn binary => Quoted(Convert.ToHexStringLower(binary.Value(row))),
        StringColumn strings => Quoted(strings.Text(row)!),
        ListColumn lists => $"[{string.Join(",", Enumerable.Range(lists.Offsets[row], lists.Offsets[row + 1] - lists.Offsets[row]).Select(i => Text(lists.Elements, i)))}]",
        StructColumn structs => $"{{{string.Join(",", structs.Children.Select((child, i) => $"{Quoted(((StructType)structs.Type).Fields[i].Name)}:{Text(child, row)}"))}}}",
        _ => throw new NotSupportedException(column.Type.ToString()),
    };

    public static string Text(float value) => float.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : NotFinite(value);

    public static string Text(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : NotFinite(value);

    public static string Quoted(string text) => new StringBuilder().Append('"').Append(JsonEncodedText.Encode(text)).Append('"').ToString();

    // 150 with scale 2 is 1.50; -1 with scale 4 is -0.0001.
    private static string Decimal(Int128 unscaled, int scale)
    {
        string digits = unscaled.ToString(CultureInfo.InvariantCulture).TrimStart('-').PadLeft(scale + 1, '0');
        return $"{(unscaled < 0 ? "-" : "")}{digits[..^scale]}{(scale > 0 ? "." : "")}{digits[^scale..]}";
    }

    private static string NotFinite(double value) => double.IsNaN(value) ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"";
}
