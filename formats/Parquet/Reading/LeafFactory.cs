using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Metadata;
using RecPipeline.Formats.Parquet.Schemas;

namespace RecPipeline.Formats.Parquet.Reading;

/// <summary>Chooses how the values of a leaf are kept while its pages are read, and how they become a column of our type.</summary>
internal static class LeafFactory
{
    public static LeafValues Create(ScalarPlan plan, int capacity, Place place)
    {
        var (type, element) = (plan.Field.Type, plan.Node.Element);
        if (type == DataType.Null)
            return new NoValues();
        return element.Type switch
        {
            PhysicalType.Boolean => Fixed<bool>(Same<bool>),
            PhysicalType.Int32 => Fixed<int>(type == DataType.Int32 || type == DataType.Date32 ? Same<int> : (values, validity) => Narrowing.FromInt32(type, values, validity, place)),
            PhysicalType.Int64 => Fixed<long>(type is DecimalType or ScalarType { Kind: ScalarKind.UInt64 } ? (values, validity) => Narrowing.FromInt64(type, values.Span, validity) : Same<long>),
            PhysicalType.Int96 => Fixed<Int96>((values, validity) => Int96.ToColumn(values.Span, validity, place)),
            PhysicalType.Float => Fixed<float>(Same<float>),
            PhysicalType.Double => Fixed<double>(Same<double>),
            _ => new BytesValues(capacity, element, place, BytesFinish(type, place)),
        };

        FixedValues<T> Fixed<T>(Func<Memory<T>, byte[], Column> finish)
            where T : unmanaged => new(capacity, SpecificationName.Of(element.Type!.Value), finish);

        Column<T> Same<T>(Memory<T> values, byte[] validity)
            where T : unmanaged => new(type, values, validity);
    }

    private static Func<Memory<int>, Memory<byte>, byte[], Column> BytesFinish(DataType type, Place place) => type switch
    {
        ScalarType { Kind: ScalarKind.Utf8 } => (offsets, bytes, validity) => new StringColumn(offsets, bytes, validity),
        ScalarType { Kind: ScalarKind.Binary } => (offsets, bytes, validity) => new BinaryColumn(offsets, bytes, validity),
        _ => (offsets, bytes, validity) => Decimals.FromBytes((DecimalType)type, offsets.Span, bytes.Span, validity, place),
    };
}
