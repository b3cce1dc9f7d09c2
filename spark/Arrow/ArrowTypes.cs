using RecPipeline.Formats.Columns;
using Columns = RecPipeline.Formats.Columns;

namespace RecPipeline.Spark.Arrow;

/// <summary>Which Arrow type stands for which Spark type; both directions. What has no pair is refused by name.</summary>
/// <remarks>Maps, intervals, timestamps without zone and types this library has no class for are refused: cast them in SQL first.</remarks>
public static class ArrowTypes
{
    /// <exception cref="NotSupportedException">A column's type cannot travel; the message names column, type and a cast.</exception>
    public static FieldList ToFields(Sql.Types.StructType schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new FieldList(
            [.. schema.Fields.Select(field => new Field(field.Name, ToArrow(field.DataType, field.Name), field.IsNullable))]);
    }

    /// <exception cref="NotSupportedException">A column's type has no Spark type.</exception>
    public static Sql.Types.StructType ToSchema(FieldList fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new Sql.Types.StructType(
            [.. fields.Select(field => new Sql.Types.StructField(field.Name, ToSpark(field.Type, field.Name), field.Nullable))]);
    }

    private static Columns.DataType ToArrow(Sql.Types.DataType type, string column) => type switch
    {
        Sql.Types.BooleanType => Columns.DataType.Boolean,
        Sql.Types.ByteType => Columns.DataType.Int8,
        Sql.Types.ShortType => Columns.DataType.Int16,
        Sql.Types.IntegerType => Columns.DataType.Int32,
        Sql.Types.LongType => Columns.DataType.Int64,
        Sql.Types.FloatType => Columns.DataType.Float32,
        Sql.Types.DoubleType => Columns.DataType.Float64,
        Sql.Types.StringType => Columns.DataType.Utf8,
        Sql.Types.BinaryType => Columns.DataType.Binary,
        Sql.Types.DateType => Columns.DataType.Date32,
        Sql.Types.TimestampType => Columns.DataType.TimestampMicros,
        Sql.Types.NullType => Columns.DataType.Null,
        Sql.Types.DecimalType number => new DecimalType(number.Precision, number.Scale),
        Sql.Types.ArrayType array => Columns.DataType.List(ToArrow(array.ElementType, column), array.ContainsNull),
        Sql.Types.StructType members => Columns.DataType.Struct(
            [.. members.Fields.Select(
                field => new Field(field.Name, ToArrow(field.DataType, $"{column}.{field.Name}"), field.IsNullable))]),
        _ => throw new NotSupportedException(
            $"Column '{column}' is {type.SimpleString}, which does not travel between Spark and .NET here. {Advice(type)}"),
    };

    private static Sql.Types.DataType ToSpark(Columns.DataType type, string column) => type switch
    {
        ScalarType scalar => ToSpark(scalar.Kind, column),
        DecimalType number => new Sql.Types.DecimalType(number.Precision, number.Scale),
        ListType list => new Sql.Types.ArrayType(ToSpark(list.Element.Type, column), list.Element.Nullable),
        StructType members => new Sql.Types.StructType(
            [.. members.Fields.Select(
                field => new Sql.Types.StructField(field.Name, ToSpark(field.Type, $"{column}.{field.Name}"), field.Nullable))]),
        _ => throw NoSparkType(type, column),
    };

    private static Sql.Types.AtomicType ToSpark(ScalarKind kind, string column) => kind switch
    {
        ScalarKind.Boolean => new Sql.Types.BooleanType(),
        ScalarKind.Int8 => new Sql.Types.ByteType(),
        ScalarKind.Int16 => new Sql.Types.ShortType(),
        ScalarKind.Int32 => new Sql.Types.IntegerType(),
        ScalarKind.Int64 => new Sql.Types.LongType(),
        ScalarKind.Float32 => new Sql.Types.FloatType(),
        ScalarKind.Float64 => new Sql.Types.DoubleType(),
        ScalarKind.Utf8 => new Sql.Types.StringType(),
        ScalarKind.Binary => new Sql.Types.BinaryType(),
        ScalarKind.Date32 => new Sql.Types.DateType(),
        ScalarKind.TimestampMicros => new Sql.Types.TimestampType(),
        ScalarKind.Null => new Sql.Types.NullType(),
        _ => throw NoSparkType(new ScalarType(kind), column),
    };

    private static NotSupportedException NoSparkType(Columns.DataType type, string column) =>
        new(
            $"Column '{column}' is {type}, which Spark has no type for. "
                + "Give it as a signed integer, float, string, date or timestamp in UTC.");

    private static string Advice(Sql.Types.DataType type) => type switch
    {
        Sql.Types.MapType => "Turn it into an array of structs with map_entries(…).",
        Sql.Types.OtherType { TypeName: "timestamp_ntz" } => "Cast it to timestamp, which is a point in time.",
        _ => "Cast it to string or a number first.",
    };
}
