using System.Globalization;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Tests.Arrow.Support;

/// <summary>Rows as text that is equal exactly when the rows are: floats by their bits, bytes in hex.</summary>
internal static class RowText
{
    public static IEnumerable<string> Of(IEnumerable<RecordBatch> batches) => batches.SelectMany(batch =>
        Enumerable.Range(0, batch.RowCount).Select(row => string.Join(", ", batch.Columns.Select(column => Of(column, row)))));

    public static string Of(Column column, int row)
    {
        if (column.IsNull(row))
            return "null";
        return column switch
        {
            ListColumn lists => $"[{string.Join(' ', Enumerable.Range(lists.Offsets[row], lists.Offsets[row + 1] - lists.Offsets[row]).Select(i => Of(lists.Elements, i)))}]",
            StructColumn structs => $"{{{string.Join(' ', structs.Children.Select(child => Of(child, row)))}}}",
            StringColumn strings => $"'{strings.Text(row)}'",
            BinaryColumn binary => Convert.ToHexStringLower(binary.Value(row)),
            FixedWidthColumn values => Fixed(values, row),
            _ => throw new NotSupportedException(column.Type.ToString()),
        };
    }

    private static string Fixed(FixedWidthColumn column, int row)
    {
        int width = ScalarTypes.Bytes(column.Type);
        return column is Column<int> ints
            ? ints.Values[row].ToString(CultureInfo.InvariantCulture)
            : Convert.ToHexStringLower(column.ValueBytes.Slice(row * width, width));
    }
}
