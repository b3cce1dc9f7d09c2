using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Metadata;
using RecPipeline.Formats.Parquet.Schemas;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>Chooses how the values of a leaf are kept, by its physical type and by ours.</summary>
internal static class LeafFactory
{
    public static LeafValues Create(ScalarPlan plan, int capacity, Place place) => (plan.Node.Element.Type, plan.Node.Element.Annotation) switch
    {
        (PhysicalType.Boolean, _) => Same<bool>(plan, capacity),
        (PhysicalType.Int32, Annotation.UInt32) => new FixedValues<int>(capacity, Name(plan), (values, validity) => Conversions.FromUInt32(values.Span, validity)),
        (PhysicalType.Int32, _) => Same<int>(plan, capacity),
        (PhysicalType.Int64, Annotation.TimestampMillis) =>
            new FixedValues<long>(capacity, Name(plan), (values, validity) => Conversions.FromMillis(values, validity, place)),
        (PhysicalType.Int64, _) => Same<long>(plan, capacity),
        (PhysicalType.Int96, _) => new FixedValues<Int96>(capacity, Name(plan), (values, validity) => Conversions.FromInt96(values.Span, validity, place)),
        (PhysicalType.Float, _) => Same<float>(plan, capacity),
        (PhysicalType.Double, _) => Same<double>(plan, capacity),
        (PhysicalType.ByteArray, _) => new StringValues(capacity),
        _ => throw ParquetThrow.UnsupportedType(place, Name(plan)),
    };

    private static FixedValues<T> Same<T>(ScalarPlan plan, int capacity)
        where T : unmanaged => new(capacity, Name(plan), (values, validity) => new Column<T>(plan.Type, values, validity));

    private static string Name(ScalarPlan plan) => plan.Node.Element.Type.ToString()!.ToUpperInvariant();
}
