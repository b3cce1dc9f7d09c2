using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Ratings.Records;

/// <summary>Writes the value of a row as a field of its record.</summary>
internal delegate void WriteField(int row, RecordBuffer target);

/// <summary>Values of typed columns as the text that a csv would have of them.</summary>
/// <remarks>
/// Whole numbers and decimals as they are; floats by their shortest text; texts and bytes as they are;
/// dates and timestamps of every unit as whole seconds since 1970, rounded down. A null is an empty field.
/// An id or a time in a float column counts while floats of its size are whole numbers one apart.
/// </remarks>
internal static class TypedFields
{
    private const long SecondsPerDay = 86_400;

    /// <summary>True when values of <paramref name="type"/> can be read in this role.</summary>
    public static bool Fits(DataType type, RatingRole role) => type switch
    {
        ScalarType { Kind: ScalarKind.Boolean or ScalarKind.Null } => false,
        _ when KnowsItsUnit(type) => role == RatingRole.Time,
        ScalarType or DecimalType => true,
        _ => false,
    };

    /// <summary>True for dates and timestamps, which are read as seconds.</summary>
    public static bool KnowsItsUnit(DataType type) =>
        type is ScalarType { Kind: ScalarKind.Date32 or ScalarKind.TimestampMicros } or ForeignTimestampType;

    /// <param name="column">Of a type that <see cref="Fits"/>.</param>
    /// <param name="role">What it is read as.</param>
    public static WriteField Of(Column column, RatingRole role)
    {
        var write = Values(column, role);
        return !column.HasNulls ? write : (row, target) =>
        {
            if (column.IsNull(row))
                target.Number(default);
            else
                write(row, target);
        };
    }

    private static WriteField Values(Column column, RatingRole role) => column switch
    {
        BytesColumn texts => (row, target) => target.Text(texts.Value(row)),
        Column<Int128> { Type: DecimalType type } values => (row, target) => Ascii(target, PlainNumber.Of(values.Values[row], type.Scale)),
        Column<float> floats => (row, target) => Ascii(target, Float(floats.Values[row], role, 1 << 24)),
        Column<double> doubles => (row, target) => Ascii(target, Float(doubles.Values[row], role, 1L << 53)),
        Column<int> days when column.Type == DataType.Date32 => (row, target) => Int64(target, days.Values[row] * SecondsPerDay),
        Column<long> times when column.Type == DataType.TimestampMicros => Times(times, TimestampUnit.Micros),
        Column<long> { Type: ForeignTimestampType { Unit: var unit } } times => Times(times, unit),
        Column<long> values => (row, target) => Int64(target, values.Values[row]),
        Column<int> values => (row, target) => Int64(target, values.Values[row]),
        Column<short> values => (row, target) => Int64(target, values.Values[row]),
        Column<sbyte> values => (row, target) => Int64(target, values.Values[row]),
        Column<uint> values => (row, target) => Int64(target, values.Values[row]),
        Column<ushort> values => (row, target) => Int64(target, values.Values[row]),
        Column<byte> values => (row, target) => Int64(target, values.Values[row]),
        Column<ulong> values => (row, target) => Ascii(target, values.Values[row].ToString(CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"A column of type {column.Type} holds no value of a rating.", nameof(column)),
    };

    // Beyond `whole` neighbouring floats are more than 1 apart: the id may once have been another, so its exponent stays, which no id has.
    private static string Float<T>(T value, RatingRole role, long whole)
        where T : struct, IBinaryFloatingPointIeee754<T>
    {
        bool isExact = role == RatingRole.Rating || T.Abs(value) < T.CreateTruncating(whole);
        return isExact
            ? PlainNumber.Of(value.ToString(null, CultureInfo.InvariantCulture))
            : value.ToString("E16", CultureInfo.InvariantCulture);
    }

    private static WriteField Times(Column<long> times, TimestampUnit unit) =>
        (row, target) => Int64(target, Seconds(times.Values[row], unit));

    private static long Seconds(long time, TimestampUnit unit)
    {
        long perSecond = unit switch
        {
            TimestampUnit.Seconds => 1,
            TimestampUnit.Millis => 1_000,
            TimestampUnit.Micros => 1_000_000,
            _ => 1_000_000_000,
        };
        long seconds = Math.DivRem(time, perSecond, out long rest);
        return rest < 0 ? seconds - 1 : seconds;
    }

    private static void Int64(RecordBuffer target, long value)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, digits, out int length);
        target.Number(digits[..length]);
    }

    private static void Ascii(RecordBuffer target, string text) => target.Number(System.Text.Encoding.ASCII.GetBytes(text));
}

/// <summary>What a field of a rating is.</summary>
public enum RatingRole
{
    User,
    Item,
    Rating,
    Time,
}
