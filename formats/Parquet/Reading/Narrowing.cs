using System.Numerics;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>Types that Parquet keeps in wider integers, or in signed ones.</summary>
internal static class Narrowing
{
    public static Column FromInt32(DataType type, Memory<int> values, byte[] validity, Place place) => type switch
    {
        ScalarType { Kind: ScalarKind.Int8 } => Narrow<sbyte>(type, values.Span, validity, place),
        ScalarType { Kind: ScalarKind.Int16 } => Narrow<short>(type, values.Span, validity, place),
        ScalarType { Kind: ScalarKind.UInt8 } => Narrow<byte>(type, values.Span, validity, place),
        ScalarType { Kind: ScalarKind.UInt16 } => Narrow<ushort>(type, values.Span, validity, place),
        ScalarType { Kind: ScalarKind.UInt32 } => Convert<int, uint>(type, values.Span, validity, value => unchecked((uint)value)),
        _ => Convert<int, Int128>(type, values.Span, validity, value => value),
    };

    public static Column FromInt64(DataType type, ReadOnlySpan<long> values, byte[] validity) => type is DecimalType
        ? Convert<long, Int128>(type, values, validity, value => value)
        : Convert<long, ulong>(type, values, validity, value => unchecked((ulong)value));

    private static Column<T> Narrow<T>(DataType type, ReadOnlySpan<int> values, byte[] validity, Place place)
        where T : unmanaged, INumber<T> => Convert<int, T>(type, values, validity, value => int.CreateTruncating(T.CreateTruncating(value)) == value
            ? T.CreateTruncating(value)
            : throw ParquetThrow.Damaged(place, "reading small integers", $"{value}", $"a number of type {type}"));

    private static Column<TTo> Convert<TFrom, TTo>(DataType type, ReadOnlySpan<TFrom> values, byte[] validity, Func<TFrom, TTo> convert)
        where TTo : unmanaged
    {
        var converted = new TTo[values.Length];
        for (int i = 0; i < converted.Length; i++)
            converted[i] = convert(values[i]);
        return new Column<TTo>(type, converted, validity);
    }
}
