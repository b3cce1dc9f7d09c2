using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Arrow;

namespace RecPipeline.Spark.Sql;

/// <summary>Takes rows out of columns, one object per value.</summary>
internal static class RowReader
{
    private static readonly Types.StructType NoSchema = new();

    public static IEnumerable<Row> Rows(RecordBatch batch)
    {
        var schema = ArrowTypes.ToSchema(batch.Schema);
        for (int row = 0; row < batch.RowCount; row++)
            yield return new Row(schema, [.. batch.Columns.Select(column => Value(column, row))]);
    }

    public static object? Value(Formats.Columns.Column column, int row) => column.IsNull(row) ? null : column switch
    {
        Column<bool> values => values.Values[row],
        Column<sbyte> values => values.Values[row],
        Column<short> values => values.Values[row],
        Column<int> { Type: ScalarType { Kind: ScalarKind.Date32 } } days => DateOnly.FromDayNumber(UnixEpochDay + days.Values[row]),
        Column<int> values => values.Values[row],
        Column<long> { Type: ScalarType { Kind: ScalarKind.TimestampMicros } } times => DateTime.UnixEpoch.AddTicks(
            checked(times.Values[row] * TimeSpan.TicksPerMicrosecond)),
        Column<long> values => values.Values[row],
        Column<float> values => values.Values[row],
        Column<double> values => values.Values[row],
        Column<Int128> { Type: DecimalType type } numbers => Decimal(numbers.Values[row], type),
        StringColumn texts => texts.Text(row),
        BinaryColumn bytes => bytes.Bytes[bytes.Offsets[row]..bytes.Offsets[row + 1]].ToArray(),
        ListColumn lists => Elements(lists, row),
        StructColumn members => Members(members, row),
        _ => throw new NotSupportedException($"Columns of type {column.Type} have no row form."),
    };

    private static int UnixEpochDay => new DateOnly(1970, 1, 1).DayNumber;

    private static object?[] Elements(ListColumn lists, int row)
    {
        var values = new object?[lists.Offsets[row + 1] - lists.Offsets[row]];
        for (int i = 0; i < values.Length; i++)
            values[i] = Value(lists.Elements, lists.Offsets[row] + i);
        return values;
    }

    private static Row Members(StructColumn members, int row)
    {
        var schema = members.Type is StructType type ? ArrowTypes.ToSchema(type.Fields) : NoSchema;
        return new Row(schema, [.. members.Children.Select(child => Value(child, row))]);
    }

    // System.Decimal has 28 digits, Spark's 38: a number that does not fit is refused, never rounded.
    private static decimal Decimal(Int128 unscaled, DecimalType type)
    {
        var magnitude = (UInt128)Int128.Abs(unscaled);
        if (magnitude >> 96 != 0 || type.Scale is < 0 or > 28)
            throw new OverflowException(
                $"A {type} holds {unscaled}, which System.Decimal cannot. Cast the column to double or string first.");
        return new decimal(
            (int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), unscaled < 0, (byte)type.Scale);
    }
}
