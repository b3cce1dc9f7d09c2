using RecPipeline.Formats.Arrow.Flat;
using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Arrow;

/// <summary>Writes a type of ours as a type of Schema.fbs.</summary>
internal static class TypeEncoder
{
    public static ArrowTypeId Id(DataType type) => type switch
    {
        ListType => ArrowTypeId.List,
        StructType => ArrowTypeId.Struct,
        DecimalType => ArrowTypeId.Decimal,
        ForeignTimestampType => ArrowTypeId.Timestamp,
        ScalarType scalar => Id(scalar.Kind),
        _ => throw new NotSupportedException($"Type {type} has no form in Arrow."),
    };

    public static void Encode(FlatWriter writer, int link, DataType type)
    {
        switch (type)
        {
            case DecimalType number:
                Decimal(writer, link, number);
                break;
            case ForeignTimestampType time:
                Timestamp(writer, link, time.Unit, time.IsUtc);
                break;
            case ScalarType scalar:
                Scalar(writer, link, scalar.Kind);
                break;
            default:
                writer.Table(link);
                break;
        }
    }

    private static ArrowTypeId Id(ScalarKind kind) => kind switch
    {
        ScalarKind.Null => ArrowTypeId.Null,
        ScalarKind.Boolean => ArrowTypeId.Bool,
        ScalarKind.Float32 or ScalarKind.Float64 => ArrowTypeId.FloatingPoint,
        ScalarKind.Utf8 => ArrowTypeId.Utf8,
        ScalarKind.Binary => ArrowTypeId.Binary,
        ScalarKind.Date32 => ArrowTypeId.Date,
        ScalarKind.TimestampMicros => ArrowTypeId.Timestamp,
        _ => ArrowTypeId.Int,
    };

    private static void Scalar(FlatWriter writer, int link, ScalarKind kind)
    {
        switch (Id(kind))
        {
            case ArrowTypeId.Int:
                Integer(writer, link, kind);
                break;
            case ArrowTypeId.FloatingPoint:
                writer.Table(link, 2).Put(0, (short)(kind == ScalarKind.Float32 ? 1 : 2));
                break;
            case ArrowTypeId.Date:
                // Days are 0, but a unit that is left out would mean milliseconds.
                writer.Table(link, 2).Put(0, (short)0);
                break;
            case ArrowTypeId.Timestamp:
                Timestamp(writer, link, TimestampUnit.Micros, isUtc: true);
                break;
            default:
                writer.Table(link);
                break;
        }
    }

    private static void Integer(FlatWriter writer, int link, ScalarKind kind)
    {
        var table = writer.Table(link, 4, 1);
        table.Put(0, 8 * ScalarTypes.Bytes(new ScalarType(kind)));
        table.Put(1, (byte)(kind is ScalarKind.Int8 or ScalarKind.Int16 or ScalarKind.Int32 or ScalarKind.Int64 ? 1 : 0));
    }

    private static void Timestamp(FlatWriter writer, int link, TimestampUnit unit, bool isUtc)
    {
        var table = writer.Table(link, 2, isUtc ? 4 : 0);
        table.Put(0, (short)unit);
        if (isUtc)
            writer.Text(table.Link(1), "UTC");
    }

    private static void Decimal(FlatWriter writer, int link, DecimalType type)
    {
        var table = writer.Table(link, 4, 4, 4);
        table.Put(0, type.Precision);
        table.Put(1, type.Scale);
        table.Put(2, 128);
    }
}
