using ParquetSharp;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet;

/// <summary>Values of a column that a reader is after, for leaving out row groups that have none of them.</summary>
/// <example><c>reader.Read(ranges: [ColumnRange.Between("user_index", 1000, 1999)])</c></example>
public sealed class ColumnRange
{
    private ColumnRange(string column, object min, object max) => (Column, Min, Max) = (column, min, max);

    /// <summary>A column at the top of the schema.</summary>
    public string Column { get; }
    internal object Min { get; }
    internal object Max { get; }

    /// <summary>Values from <paramref name="min"/> to <paramref name="max"/>, both included, of the column's own type.</summary>
    public static ColumnRange Between<T>(string column, T min, T max)
        where T : struct, IComparable<T> => new(column, min, max);

    /// <summary>Strings in the order of their UTF-8 bytes, both ends included.</summary>
    public static ColumnRange Between(string column, string min, string max) =>
        new(column, System.Text.Encoding.UTF8.GetBytes(min), System.Text.Encoding.UTF8.GetBytes(max));
}

/// <summary>Finds by statistics which row groups cannot hold what is looked for. Where statistics say nothing, a row group may.</summary>
/// <remarks>The library gives no bounds where the file does not promise how they compare.</remarks>
internal static class RowGroupFilter
{
    /// <exception cref="ArgumentException">The bounds are of another type than the column.</exception>
    public static bool MayHold(RowGroupMetaData group, ColumnRange range, ChosenColumn column, Place place)
    {
        if (!Fits(range.Min, (column.Field.Type as ScalarType)?.Kind))
            throw ParquetThrow.NoRange(place with { Column = range.Column }, column.Field.Type, range.Min.GetType());
        using var chunk = group.GetColumnChunkMetaData(column.First);
        using var statistics = chunk.Statistics;
        // INT96 bounds, which are of another type, have no order that anyone agreed on.
        return statistics is not { HasMinMax: true } || ((statistics, range.Min) switch
        {
            (Statistics<int> ints, int) => Overlaps(ints.Min, ints.Max, range),
            (Statistics<long> longs, long) => Overlaps(longs.Min, longs.Max, range),
            (Statistics<float> floats, float) => Overlaps(floats.Min, floats.Max, range),
            (Statistics<double> doubles, double) => Overlaps(doubles.Min, doubles.Max, range),
            (Statistics<ByteArray> texts, byte[]) => Overlaps(Bytes(texts.Min), Bytes(texts.Max), range),
            _ => true,
        });
    }

    private static bool Fits(object bound, ScalarKind? kind) => (bound, kind) is
        (int, ScalarKind.Int32 or ScalarKind.Date32) or (long, ScalarKind.Int64 or ScalarKind.TimestampMicros)
        or (float, ScalarKind.Float32) or (double, ScalarKind.Float64) or (byte[], ScalarKind.Utf8);

    private static bool Overlaps<T>(T min, T max, ColumnRange range)
        where T : struct, IComparable<T> => max.CompareTo((T)range.Min) >= 0 && min.CompareTo((T)range.Max) <= 0;

    private static bool Overlaps(ReadOnlySpan<byte> min, ReadOnlySpan<byte> max, ColumnRange range) =>
        max.SequenceCompareTo((byte[])range.Min) >= 0 && min.SequenceCompareTo((byte[])range.Max) <= 0;

    private static unsafe ReadOnlySpan<byte> Bytes(ByteArray bytes) => new((void*)bytes.Pointer, bytes.Length);
}
