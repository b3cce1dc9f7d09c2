namespace RecPipeline.Spark.Sql.Types;

/// <summary>A Spark SQL type, by Microsoft.Spark's names. Types compare by content.</summary>
public abstract record DataType
{
    /// <summary>The type as DDL and <c>cast</c> write it: <c>int</c>, <c>array&lt;string&gt;</c>, <c>decimal(10,2)</c>.</summary>
    public abstract string SimpleString { get; }

    /// <summary>The type as Spark's schema JSON has it.</summary>
    public string Json => SchemaJson.Write(this);

    public sealed override string ToString() => SimpleString;
}

/// <summary>A type without parameters.</summary>
/// <param name="TypeName">Its name in schema JSON: <c>integer</c>, <c>long</c>, <c>string</c>, …</param>
public abstract record AtomicType(string TypeName) : DataType
{
    // SQL says int where the schema JSON says integer; the others that differ are here too.
    public override string SimpleString =>
        TypeName switch { "integer" => "int", "long" => "bigint", "short" => "smallint", "byte" => "tinyint", var name => name };
}

public sealed record BooleanType() : AtomicType("boolean");

public sealed record ByteType() : AtomicType("byte");

public sealed record ShortType() : AtomicType("short");

public sealed record IntegerType() : AtomicType("integer");

public sealed record LongType() : AtomicType("long");

public sealed record FloatType() : AtomicType("float");

public sealed record DoubleType() : AtomicType("double");

public sealed record StringType() : AtomicType("string");

public sealed record BinaryType() : AtomicType("binary");

/// <summary>A day without time, as days since 1970-01-01.</summary>
public sealed record DateType() : AtomicType("date");

/// <summary>A point in time, as microseconds since 1970-01-01T00:00Z.</summary>
public sealed record TimestampType() : AtomicType("timestamp");

/// <summary>The type of a column that only holds nulls.</summary>
public sealed record NullType() : AtomicType("void");

/// <summary>A type this library has no class for; it can be read, written and cast, but not collected.</summary>
public sealed record OtherType(string TypeName) : AtomicType(TypeName);

public sealed record DecimalType(int Precision, int Scale) : DataType
{
    public override string SimpleString => $"decimal({Precision},{Scale})";
}

public sealed record ArrayType(DataType ElementType, bool ContainsNull = true) : DataType
{
    public override string SimpleString => $"array<{ElementType.SimpleString}>";
}

public sealed record MapType(DataType KeyType, DataType ValueType, bool ValueContainsNull = true) : DataType
{
    public override string SimpleString => $"map<{KeyType.SimpleString},{ValueType.SimpleString}>";
}
