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

    private static readonly (ScalarType Ours, IArrowType Theirs)[] Scalars =
    [
        (DataType.Null, NullType.Default),
        (DataType.Boolean, BooleanType.Default),
        (DataType.Int8, Int8Type.Default),
        (DataType.Int16, Int16Type.Default),
        (DataType.Int32, Int32Type.Default),
        (DataType.Int64, Int64Type.Default),
        (DataType.UInt8, UInt8Type.Default),
        (DataType.UInt16, UInt16Type.Default),
        (DataType.UInt32, UInt32Type.Default),
        (DataType.UInt64, UInt64Type.Default),
        (DataType.Float32, FloatType.Default),
        (DataType.Float64, DoubleType.Default),
        (DataType.Utf8, StringType.Default),
        (DataType.Binary, BinaryType.Default),
        (DataType.Date32, Date32Type.Default),
        (DataType.TimestampMicros, new TimestampType(TimeUnit.Microsecond, "UTC")),
    ];

    public static Apache.Arrow.Schema ToArrow(FieldList fields) => new(fields.Select(ToArrow), null);

    public static ArrowField ToArrow(Field field) => new(field.Name, ToArrow(field.Type), field.Nullable);

    /// <exception cref="ArrowFault">A type is not among ours.</exception>
    public static FieldList FromArrow(Apache.Arrow.Schema schema) => new([.. schema.FieldsList.Select(FromArrow)]);

    /// <exception cref="ArrowFault">The type is not among ours.</exception>
    public static Field FromArrow(ArrowField field) => FromArrow(field, field.Name, MaxDepth);

    private static IArrowType ToArrow(DataType type) => type switch
    {
        ScalarType scalar => Array.Find(Scalars, pair => pair.Ours == scalar).Theirs,
        DecimalType number => new Decimal128Type(number.Precision, number.Scale),
        ForeignTimestampType time => new TimestampType((TimeUnit)time.Unit, time.IsUtc ? "UTC" : null),
        ListType list => new Apache.Arrow.Types.ListType(ToArrow(list.Element with { Name = "element" })),
        StructType { Fields.Count: 0 } => throw new NotSupportedException(
            "A struct without members has no form in Apache.Arrow; give it a column."),
        StructType structs => new Apache.Arrow.Types.StructType([.. structs.Fields.Select(ToArrow)]),
        _ => throw new NotSupportedException($"Type {type} has no form in Arrow."),
    };

    private static Field FromArrow(ArrowField field, string path, int depth) => depth > 0
        ? new Field(field.Name, FromArrow(field.DataType, path, depth), field.IsNullable)
        : throw TooDeep(path);

    private static DataType FromArrow(IArrowType type, string path, int depth) => type switch
    {
        TimestampType time => DataType.Timestamp((TimestampUnit)time.Unit, isUtc: !string.IsNullOrEmpty(time.Timezone)),
        LargeStringType => DataType.Utf8,
        LargeBinaryType or FixedSizeBinaryType { TypeId: ArrowTypeId.FixedSizedBinary } => DataType.Binary,
        Decimal128Type number => Decimal(number, path),
        Apache.Arrow.Types.ListType list => new ListType(Element(list.ValueField, path, depth)),
        LargeListType list => new ListType(Element(list.ValueField, path, depth)),
        Apache.Arrow.Types.StructType structs => new StructType(Members(structs, path, depth)),
        DictionaryType => throw Refused(path, "dictionary encoding"),
        _ => Array.Find(Scalars, pair => pair.Theirs.TypeId == type.TypeId).Ours ?? throw Refused(path, $"type {type.TypeId}"),
    };

    private static DecimalType Decimal(Decimal128Type type, string path) => type is { Precision: >= 1 and <= 38, Scale: >= 0 and <= 38 }
        ? new DecimalType(type.Precision, type.Scale)
        : throw Refused(path, $"a decimal of {type.Precision} digits, {type.Scale} behind the point");

    private static Field Element(ArrowField field, string path, int depth) =>
        FromArrow(field, $"{path}.element", depth - 1) with { Name = "element" };

    private static FieldList Members(Apache.Arrow.Types.StructType type, string path, int depth) =>
        new([.. type.Fields.Select(member => FromArrow(member, $"{path}.{member.Name}", depth - 1))]);

    private static ArrowFault TooDeep(string path) => new(
        path[..Math.Min(path.Length, 100)], $"types inside one another, more than {MaxDepth}", $"at most {MaxDepth}", isUnsupported: true);

    private static ArrowFault Refused(string path, string what) => new(
        path, what, "boolean, int, float, double, string, binary, date, timestamp, decimal, or lists and structs of these",
        isUnsupported: true);
}
