using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet.Metadata;

namespace RecPipeline.Formats.Parquet.Schemas;

/// <summary>Which of our types a leaf of a file becomes.</summary>
internal static class LeafTypes
{
    /// <exception cref="ParquetFormatException">None; the message names the file's type.</exception>
    public static DataType Of(SchemaElement element, Place place) => element.Annotation == Annotation.Null
        ? DataType.Null
        : element.Type switch
        {
            PhysicalType.Boolean when element.Annotation == Annotation.None => DataType.Boolean,
            PhysicalType.Int32 => OfInt32(element),
            PhysicalType.Int64 => OfInt64(element),
            PhysicalType.Int96 when element.Annotation == Annotation.None => DataType.TimestampMicros,
            PhysicalType.Float when element.Annotation == Annotation.None => DataType.Float32,
            PhysicalType.Double when element.Annotation == Annotation.None => DataType.Float64,
            PhysicalType.ByteArray => OfBytes(element),
            PhysicalType.FixedLenByteArray when element.Annotation == Annotation.None => DataType.Binary,
            PhysicalType.FixedLenByteArray when element.Annotation == Annotation.Decimal => OfDecimal(element),
            _ => null,
        }
        ?? throw ParquetThrow.UnsupportedType(place, NameOf(element));

    /// <summary>The file's own name of the type, for messages.</summary>
    public static string NameOf(SchemaElement element)
    {
        string physical = element.Type is { } type ? SpecificationName.Of(type) : "group";
        return element.Annotation == Annotation.None ? physical : $"{SpecificationName.Of(element.Annotation)} ({physical})";
    }

    private static DataType? OfInt32(SchemaElement element) => element.Annotation switch
    {
        Annotation.None or Annotation.Int32 => DataType.Int32,
        Annotation.Int8 => DataType.Int8,
        Annotation.Int16 => DataType.Int16,
        Annotation.UInt8 => DataType.UInt8,
        Annotation.UInt16 => DataType.UInt16,
        Annotation.UInt32 => DataType.UInt32,
        Annotation.Date => DataType.Date32,
        Annotation.Decimal => OfDecimal(element),
        _ => null,
    };

    private static DataType? OfInt64(SchemaElement element) => element.Annotation switch
    {
        Annotation.None or Annotation.Int64 => DataType.Int64,
        Annotation.UInt64 => DataType.UInt64,
        Annotation.TimestampMillis => DataType.Timestamp(TimestampUnit.Millis, element.IsUtc),
        Annotation.TimestampMicros => DataType.Timestamp(TimestampUnit.Micros, element.IsUtc),
        Annotation.TimestampNanos => DataType.Timestamp(TimestampUnit.Nanos, element.IsUtc),
        Annotation.Decimal => OfDecimal(element),
        _ => null,
    };

    private static DataType? OfBytes(SchemaElement element) => element.Annotation switch
    {
        Annotation.None => DataType.Binary,
        Annotation.String or Annotation.Enum or Annotation.Json => DataType.Utf8,
        Annotation.Decimal => OfDecimal(element),
        _ => null,
    };

    private static DecimalType? OfDecimal(SchemaElement element) =>
        element.Precision is >= 1 and <= 38 && element.Scale >= 0 && element.Scale <= element.Precision ? new DecimalType(element.Precision, element.Scale) : null;
}
