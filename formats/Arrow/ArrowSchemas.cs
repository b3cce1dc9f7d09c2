using Apache.Arrow.Types;
using RecPipeline.Formats.Columns;
using ArrowField = Apache.Arrow.Field;
using DataType = RecPipeline.Formats.Columns.DataType;
using ListType = RecPipeline.Formats.Columns.ListType;
using StructType = RecPipeline.Formats.Columns.StructType;

namespace RecPipeline.Formats.Arrow;

/// <summary>Which type of Apache.Arrow stands for which type of ours; both directions. What has no pair is refused by name.</summary>
internal static class ArrowSchemas
{
    // A type nested deeper is nobody's table.
    private const int MaxDepth = 64;

    public static Apache.Arrow.Schema ToArrow(FieldList fields) => new(fields.Select(ToArrow), null);

    public static ArrowField ToArrow(Field field) => new(field.Name, ToArrow(field.Type), field.Nullable);

    /// <exception cref="ArrowFault">A type is not among ours.</exception>
    public static FieldList FromArrow(Apache.Arrow.Schema schema) => new([.. schema.FieldsList.Select(FromArrow)]);

    /// <exception cref="ArrowFault">The type is not among ours.</exception>
    public static Field FromArrow(ArrowField field) => FromArrow(field, field.Name, MaxDepth);

    private static Field FromArrow(ArrowField field, string path, int depth) => new(field.Name, FromArrow(field.DataType, path, depth), field.IsNullable);

    private static IArrowType ToArrow(DataType type) => type switch
    {
        ScalarType scalar => ToArrow(scalar.Kind),
        DecimalType number => new Decimal128Type(number.Precision, number.Scale),
        ForeignTimestampType time => new TimestampType((TimeUnit)time.Unit, time.IsUtc ? "UTC" : null),
        ListType list => new Apache.Arrow.Types.ListType(ToArrow(list.Element with { Name = "element" })),
        StructType { Fields.Count: 0 } => throw new NotSupportedException("A struct without members has no form in Apache.Arrow; give it a column."),
        StructType structs => new Apache.Arrow.Types.StructType([.. structs.Fields.Select(ToArrow)]),
        _ => throw new NotSupportedException($"Type {type} has no form in Arrow."),
    };

    private static IArrowType ToArrow(ScalarKind kind) => kind switch
    {
        ScalarKind.Null => NullType.Default,
        ScalarKind.Boolean => BooleanType.Default,
        ScalarKind.Int8 => Int8Type.Default,
        ScalarKind.Int16 => Int16Type.Default,
        ScalarKind.Int32 => Int32Type.Default,
        ScalarKind.Int64 => Int64Type.Default,
        ScalarKind.UInt8 => UInt8Type.Default,
        ScalarKind.UInt16 => UInt16Type.Default,
        ScalarKind.UInt32 => UInt32Type.Default,
        ScalarKind.UInt64 => UInt64Type.Default,
        ScalarKind.Float32 => FloatType.Default,
        ScalarKind.Float64 => DoubleType.Default,
        ScalarKind.Utf8 => StringType.Default,
        ScalarKind.Binary => BinaryType.Default,
        ScalarKind.Date32 => Date32Type.Default,
        ScalarKind.TimestampMicros => new TimestampType(TimeUnit.Microsecond, "UTC"),
        _ => throw new NotSupportedException($"Values of kind {kind} have no form in Arrow."),
    };

    private static DataType FromArrow(IArrowType type, string path, int depth) => type.TypeId switch
    {
        _ when depth == 0 => throw new ArrowFault(path[..Math.Min(path.Length, 100)], $"types inside one another, more than {MaxDepth}", $"at most {MaxDepth}", isUnsupported: true),
        ArrowTypeId.Null => DataType.Null,
        ArrowTypeId.Boolean => DataType.Boolean,
        ArrowTypeId.Int8 => DataType.Int8,
        ArrowTypeId.Int16 => DataType.Int16,
        ArrowTypeId.Int32 => DataType.Int32,
        ArrowTypeId.Int64 => DataType.Int64,
        ArrowTypeId.UInt8 => DataType.UInt8,
        ArrowTypeId.UInt16 => DataType.UInt16,
        ArrowTypeId.UInt32 => DataType.UInt32,
        ArrowTypeId.UInt64 => DataType.UInt64,
        ArrowTypeId.Float => DataType.Float32,
        ArrowTypeId.Double => DataType.Float64,
        ArrowTypeId.String or ArrowTypeId.LargeString => DataType.Utf8,
        ArrowTypeId.Binary or ArrowTypeId.LargeBinary or ArrowTypeId.FixedSizedBinary => DataType.Binary,
        ArrowTypeId.Date32 => DataType.Date32,
        ArrowTypeId.Timestamp => Timestamp((TimestampType)type),
        ArrowTypeId.Decimal128 => Decimal((Decimal128Type)type, path),
        ArrowTypeId.List => new ListType(Element(((Apache.Arrow.Types.ListType)type).ValueField, path, depth)),
        ArrowTypeId.LargeList => new ListType(Element(((LargeListType)type).ValueField, path, depth)),
        ArrowTypeId.Struct => new StructType(Members((Apache.Arrow.Types.StructType)type, path, depth)),
        ArrowTypeId.Dictionary => throw Refused(path, "dictionary encoding"),
        _ => throw Refused(path, $"type {type.TypeId}"),
    };

    private static DataType Timestamp(TimestampType type) => DataType.Timestamp((TimestampUnit)type.Unit, isUtc: !string.IsNullOrEmpty(type.Timezone));

    private static DecimalType Decimal(Decimal128Type type, string path) => type.Precision is >= 1 and <= 38
        ? new DecimalType(type.Precision, type.Scale)
        : throw Refused(path, $"a decimal of {type.Precision} digits");

    private static Field Element(ArrowField field, string path, int depth) =>
        FromArrow(field, $"{path}.element", depth - 1) with { Name = "element" };

    private static FieldList Members(Apache.Arrow.Types.StructType type, string path, int depth) =>
        new([.. type.Fields.Select(member => FromArrow(member, $"{path}.{member.Name}", depth - 1))]);

    private static ArrowFault Refused(string path, string what) =>
        new(path, what, "boolean, int, float, double, string, binary, date, timestamp, decimal, or lists and structs of these", isUnsupported: true);
}
