using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RecPipeline.Spark.Sql.Types;

/// <summary>Spark's JSON form of schemas, read and written in one round trip with the JVM.</summary>
internal static class SchemaJson
{
    private static readonly AtomicType[] Atomic =
    [
        new BooleanType(), new ByteType(), new ShortType(), new IntegerType(), new LongType(), new FloatType(), new DoubleType(),
        new StringType(), new BinaryType(), new DateType(), new TimestampType(), new NullType(),
    ];

    public static string Write(DataType type) => Node(type).ToJsonString();

    public static StructType Read(string json)
    {
        try
        {
            return Type(JsonNode.Parse(json)) as StructType ?? throw new FormatException($"The schema '{json}' is not a struct.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new FormatException($"'{json}' is not a Spark schema: {error.Message}", error);
        }
    }

    private static JsonNode Node(DataType type) => type switch
    {
        AtomicType atomic => JsonValue.Create(atomic.TypeName),
        DecimalType number => JsonValue.Create(number.SimpleString),
        ArrayType array => new JsonObject
        {
            ["type"] = "array", ["elementType"] = Node(array.ElementType), ["containsNull"] = array.ContainsNull,
        },
        MapType map => new JsonObject
        {
            ["type"] = "map", ["keyType"] = Node(map.KeyType), ["valueType"] = Node(map.ValueType),
            ["valueContainsNull"] = map.ValueContainsNull,
        },
        StructType members => new JsonObject { ["type"] = "struct", ["fields"] = new JsonArray([.. members.Fields.Select(Member)]) },
        _ => throw new NotSupportedException($"Type {type} has no JSON form."),
    };

    private static JsonNode Member(StructField field) =>
        new JsonObject
        {
            ["name"] = field.Name, ["type"] = Node(field.DataType), ["nullable"] = field.IsNullable, ["metadata"] = new JsonObject(),
        };

    private static DataType Type(JsonNode? node) => node switch
    {
        JsonValue name => Named(name.GetValue<string>()),
        JsonObject type => Nested(type),
        _ => throw new FormatException($"'{node}' is no Spark type."),
    };

    private static DataType Named(string name)
    {
        if (!name.StartsWith("decimal(", StringComparison.Ordinal))
            return Array.Find(Atomic, type => type.TypeName == name) ?? (DataType)new OtherType(name);
        string[] parts = name["decimal(".Length..].TrimEnd(')').Split(',');
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int precision)
            && int.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int scale)
            ? new DecimalType(precision, scale)
            : throw new FormatException($"'{name}' is no decimal type.");
    }

    private static DataType Nested(JsonObject type) => Required<string>(type, "type") switch
    {
        "array" => new ArrayType(Type(type["elementType"]), Required<bool>(type, "containsNull")),
        "map" => new MapType(Type(type["keyType"]), Type(type["valueType"]), Required<bool>(type, "valueContainsNull")),
        "struct" => new StructType(
            [.. (type["fields"]?.AsArray() ?? throw Missing(type, "fields")).Select(field => Field(field!.AsObject()))]),
        "udt" => Type(type["sqlType"]),
        var other => new OtherType(other),
    };

    private static StructField Field(JsonObject field) =>
        new(Required<string>(field, "name"), Type(field["type"]), Required<bool>(field, "nullable"));

    private static T Required<T>(JsonObject node, string key) => node[key] is { } value ? value.GetValue<T>() : throw Missing(node, key);

    private static FormatException Missing(JsonObject node, string key) => new($"The schema part '{node.ToJsonString()}' has no '{key}'.");
}
