using ParquetSharp;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Parquet;

/// <summary>Finds by statistics which row groups cannot hold what is looked for. Where statistics say nothing, a row group may.</summary>
/// <remarks>The library gives no bounds where the file does not promise how they compare.</remarks>
internal static class RowGroupFilter
{
    public static bool MayHold(RowGroupMetaData group, ColumnRange range, Field field, ParquetColumn column, Place place)
    {
        var type = range.Min switch
        {
            int when field.Type is ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Date32 } => typeof(int),
            long when field.Type is ScalarType { Kind: ScalarKind.Int64 or ScalarKind.TimestampMicros } => typeof(long),
            float when field.Type is ScalarType { Kind: ScalarKind.Float32 } => typeof(float),
            double when field.Type is ScalarType { Kind: ScalarKind.Float64 } => typeof(double),
            byte[] when field.Type is ScalarType { Kind: ScalarKind.Utf8 } => typeof(ByteArray),
            _ => throw ParquetThrow.NoRange(place with { Column = range.Column }, field.Type, range.Min.GetType()),
        };
        using var chunk = group.GetColumnChunkMetaData(column.First);
        using var statistics = chunk.Statistics;
        // INT96 bounds, which are of another type, have no order that anyone agreed on.
        return statistics is not { HasMinMax: true } || (statistics switch
        {
            Statistics<int> ints when type == typeof(int) => Overlaps(ints.Min, ints.Max, range),
            Statistics<long> longs when type == typeof(long) => Overlaps(longs.Min, longs.Max, range),
            Statistics<float> floats when type == typeof(float) => Overlaps(floats.Min, floats.Max, range),
            Statistics<double> doubles when type == typeof(double) => Overlaps(doubles.Min, doubles.Max, range),
            Statistics<ByteArray> texts when type == typeof(ByteArray) => Overlaps(Bytes(texts.Min), Bytes(texts.Max), range),
            _ => true,
        });
    }

    private static bool Overlaps<T>(T min, T max, ColumnRange range)
        where T : struct, IComparable<T> => max.CompareTo((T)range.Min) >= 0 && min.CompareTo((T)range.Max) <= 0;

    private static bool Overlaps(ReadOnlySpan<byte> min, ReadOnlySpan<byte> max, ColumnRange range) =>
        max.SequenceCompareTo((byte[])range.Min) >= 0 && min.SequenceCompareTo((byte[])range.Max) <= 0;

    private static unsafe ReadOnlySpan<byte> Bytes(ByteArray bytes) => new((void*)bytes.Pointer, bytes.Length);
}
