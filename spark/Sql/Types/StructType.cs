namespace RecPipeline.Spark.Sql.Types;

/// <summary>A named, typed column or struct member. Metadata is not kept.</summary>
public sealed record StructField(string Name, DataType DataType, bool IsNullable = true);

/// <summary>A table's schema, or a struct's members.</summary>
/// <example><c>new StructType(new StructField("user_id", new LongType(), false), new StructField("title", new StringType()))</c></example>
public sealed record StructType : DataType
{
    public StructType(params IReadOnlyList<StructField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        Fields = [.. fields];
    }

    public IReadOnlyList<StructField> Fields { get; }

    public override string SimpleString =>
        $"struct<{string.Join(',', Fields.Select(member => $"{member.Name}:{member.DataType.SimpleString}"))}>";

    /// <summary>The schema as DDL: <c>`user_id` bigint NOT NULL, `title` string</c>.</summary>
    public string Ddl => string.Join(", ", Fields.Select(member => DdlOf(member, " ")));

    /// <exception cref="FormatException">The text is not Spark's schema JSON.</exception>
    public static StructType FromJson(string json) => SchemaJson.Read(json);

    public bool Equals(StructType? other) => other is not null && Fields.SequenceEqual(other.Fields);

    public override int GetHashCode() => Fields.Aggregate(Fields.Count, HashCode.Combine);

    private static string DdlOf(StructField field, string separator) =>
        $"{SqlText.Identifier(field.Name)}{separator}{DdlOf(field.DataType)}{(field.IsNullable ? "" : " NOT NULL")}";

    internal static string DdlOf(DataType type) => type switch
    {
        StructType members => $"struct<{string.Join(", ", members.Fields.Select(field => DdlOf(field, ": ")))}>",
        ArrayType array => $"array<{DdlOf(array.ElementType)}>",
        MapType map => $"map<{DdlOf(map.KeyType)}, {DdlOf(map.ValueType)}>",
        _ => type.SimpleString,
    };
}
