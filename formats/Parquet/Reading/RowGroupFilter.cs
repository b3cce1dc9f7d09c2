using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Metadata;
using RecPipeline.Formats.Parquet.Schemas;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>Finds by statistics which row groups cannot hold what is looked for. Where statistics say nothing, a row group may.</summary>
internal sealed class RowGroupFilter(FileMetadata file, IReadOnlyList<(ColumnRange Range, ColumnPlan Plan)> ranges, Place place)
{
    public bool MayHold(int group) => ranges.All(range => MayHold(file.RowGroups[group], range.Range, range.Plan));

    private bool MayHold(RowGroupMetadata group, ColumnRange range, ColumnPlan plan)
    {
        if (plan is not ScalarPlan { Node: var node })
            throw ParquetThrow.NoRange(place with { Column = range.Column }, plan.Field.Type, range.Min.GetType());
        var chunk = group.Columns[node.Leaf];
        // Without column orders nobody has promised how bounds compare.
        return !file.HasColumnOrders || chunk.Statistics is not { } statistics || (range.Min, plan.Field.Type) switch
        {
            (int, ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Date32 }) => MayHold<int>(range, statistics),
            (long, ScalarType { Kind: ScalarKind.Int64 or ScalarKind.TimestampMicros }) => MayHoldLong(range, statistics, node),
            (float, ScalarType { Kind: ScalarKind.Float32 }) => MayHold<float>(range, statistics),
            (double, ScalarType { Kind: ScalarKind.Float64 }) => MayHold<double>(range, statistics),
            (byte[], ScalarType { Kind: ScalarKind.Utf8 }) => MayHoldText(range, statistics),
            _ => throw ParquetThrow.NoRange(place with { Column = range.Column }, plan.Field.Type, range.Min.GetType()),
        };
    }

    // INT96 bounds have no order that anyone agreed on.
    private static bool MayHoldLong(ColumnRange range, Statistics statistics, SchemaNode node) =>
        node.Element.Type == PhysicalType.Int96 || MayHold<long>(range, statistics);

    private static bool MayHold<T>(ColumnRange range, Statistics statistics)
        where T : unmanaged, IComparable<T> =>
        (Bound<T>(statistics.Max) is not { } max || max.CompareTo((T)range.Min) >= 0)
        && (Bound<T>(statistics.Min) is not { } min || min.CompareTo((T)range.Max) <= 0);

    private static bool MayHoldText(ColumnRange range, Statistics statistics) =>
        (statistics.Max is not { } max || max.AsSpan().SequenceCompareTo((byte[])range.Min) >= 0)
        && (statistics.Min is not { } min || min.AsSpan().SequenceCompareTo((byte[])range.Max) <= 0);

    // A bound of another length says nothing.
    private static T? Bound<T>(byte[]? bytes)
        where T : unmanaged => bytes?.Length == Unsafe.SizeOf<T>() ? MemoryMarshal.Read<T>(bytes) : null;
}
