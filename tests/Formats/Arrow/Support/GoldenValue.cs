using System.Globalization;
using System.Text;
using System.Text.Json;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Tests.Arrow.Support;

/// <summary>Compares values of columns with the golden .json files; their conventions are in tests/golden/arrow/README.md.</summary>
internal static class GoldenValue
{
    /// <summary>True when the row of the column is exactly what the file expects; floats by bits, any NaN equal to any NaN.</summary>
    public static bool Equals(Column column, int row, JsonElement expected)
    {
        if (column.IsNull(row) || expected.ValueKind == JsonValueKind.Null)
            return column.IsNull(row) && expected.ValueKind == JsonValueKind.Null;
        return column switch
        {
            ListColumn lists => ListEquals(lists, row, expected),
            StructColumn structs => StructEquals(structs, row, expected),
            Column<float> floats => Bits(floats.Values[row]) == Bits((float)Float(expected, text => float.Parse(text, CultureInfo.InvariantCulture))),
            Column<double> doubles => Bits(doubles.Values[row]) == Bits(Float(expected, text => double.Parse(text, CultureInfo.InvariantCulture))),
            _ => Text(column, row) == Text(expected),
        };
    }

    /// <summary>A value that is neither float nor nested, as text.</summary>
    private static string Text(Column column, int row) => column switch
    {
        StringColumn strings => strings.Text(row)!,
        BinaryColumn binary => Convert.ToHexStringLower(binary.Value(row)),
        Column<bool> booleans => booleans.Values[row] ? "true" : "false",
        Column<Int128> decimals => Decimal(decimals.Values[row], ((DecimalType)column.Type).Scale),
        Column<sbyte> values => values.Values[row].ToString(CultureInfo.InvariantCulture),
        Column<short> values => values.Values[row].ToString(CultureInfo.InvariantCulture),
        Column<int> values => values.Values[row].ToString(CultureInfo.InvariantCulture),
        Column<long> values => values.Values[row].ToString(CultureInfo.InvariantCulture),
        Column<byte> values => values.Values[row].ToString(CultureInfo.InvariantCulture),
        Column<ushort> values => values.Values[row].ToString(CultureInfo.InvariantCulture),
        Column<uint> values => values.Values[row].ToString(CultureInfo.InvariantCulture),
        Column<ulong> values => values.Values[row].ToString(CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException(column.Type.ToString()),
    };

    private static string Text(JsonElement expected) => expected.ValueKind switch
    {
        JsonValueKind.String => expected.GetString()!,
        JsonValueKind.Object => new StringBuilder().Insert(0, expected.GetProperty("repeat").GetString()!, expected.GetProperty("times").GetInt32()).ToString(),
        _ => expected.GetRawText(),
    };

    private static bool ListEquals(ListColumn lists, int row, JsonElement expected)
    {
        var (first, last) = (lists.Offsets[row], lists.Offsets[row + 1]);
        return expected.GetArrayLength() == last - first
            && Enumerable.Range(0, last - first).All(i => Equals(lists.Elements, first + i, expected[i]));
    }

    private static bool StructEquals(StructColumn structs, int row, JsonElement expected)
    {
        var fields = ((StructType)structs.Type).Fields;
        return expected.EnumerateObject().Select(member => member.Name).SequenceEqual(fields.Select(field => field.Name))
            && Enumerable.Range(0, fields.Count).All(i => Equals(structs.Children[i], row, expected.GetProperty(fields[i].Name)));
    }

    private static double Float(JsonElement expected, Func<string, double> parse) => parse(Text(expected));

    private static long Bits(double value) => double.IsNaN(value) ? long.MinValue + 1 : BitConverter.DoubleToInt64Bits(value);

    // 150 with scale 2 is 1.50; -1 with scale 4 is -0.0001.
    private static string Decimal(Int128 unscaled, int scale)
    {
        string digits = Int128.Abs(unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return $"{(unscaled < 0 ? "-" : "")}{digits[..^scale]}{(scale > 0 ? "." : "")}{digits[^scale..]}";
    }
}
