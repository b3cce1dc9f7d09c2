using System.Collections;

namespace RecPipeline.Formats.Columns;

/// <summary>The scalar kinds that a column can hold; dates and timestamps are integers with a meaning.</summary>
public enum ScalarKind
{
    Boolean,
    Int32,
    Int64,
    Float32,
    Float64,
    Utf8,

    /// <summary>Days since 1970-01-01, stored as int32.</summary>
    Date32,

    /// <summary>Microseconds since 1970-01-01T00:00Z, stored as int64.</summary>
    TimestampMicros,

    /// <summary>Bytes without a meaning, such as the lines of a file whose encoding is not checked yet.</summary>
    Binary,

    /// <summary>No values at all: every row is null.</summary>
    Null,
    Int8,
    Int16,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
}

/// <summary>The type of a column: a scalar, a list of one type, or a struct of named fields.</summary>
public abstract record DataType
{
    public static readonly ScalarType Boolean = new(ScalarKind.Boolean);
    public static readonly ScalarType Int8 = new(ScalarKind.Int8);
    public static readonly ScalarType Int16 = new(ScalarKind.Int16);
    public static readonly ScalarType Int32 = new(ScalarKind.Int32);
    public static readonly ScalarType Int64 = new(ScalarKind.Int64);
    public static readonly ScalarType UInt8 = new(ScalarKind.UInt8);
    public static readonly ScalarType UInt16 = new(ScalarKind.UInt16);
    public static readonly ScalarType UInt32 = new(ScalarKind.UInt32);
    public static readonly ScalarType UInt64 = new(ScalarKind.UInt64);
    public static readonly ScalarType Float32 = new(ScalarKind.Float32);
    public static readonly ScalarType Float64 = new(ScalarKind.Float64);
    public static readonly ScalarType Utf8 = new(ScalarKind.Utf8);
    public static readonly ScalarType Binary = new(ScalarKind.Binary);
    public static readonly ScalarType Null = new(ScalarKind.Null);
    public static readonly ScalarType Date32 = new(ScalarKind.Date32);
    public static readonly ScalarType TimestampMicros = new(ScalarKind.TimestampMicros);

    public static ListType List(DataType element, bool nullableElement = false) => new(new Field("element", element, nullableElement));

    public static StructType Struct(params Field[] fields) => new(new FieldList(fields));

    /// <summary>The type of a timestamp; microseconds UTC, the one that our tables use, is <see cref="TimestampMicros"/>.</summary>
    public static DataType Timestamp(TimestampUnit unit, bool isUtc) =>
        (unit, isUtc) == (TimestampUnit.Micros, true) ? TimestampMicros : new ForeignTimestampType(unit, isUtc);
}

public sealed record ScalarType(ScalarKind Kind) : DataType
{
    public override string ToString() => Kind.ToString().ToLowerInvariant();
}

public sealed record ListType(Field Element) : DataType
{
    public override string ToString() => $"list<{Element.Type}{(Element.Nullable ? "?" : "")}>";
}

public sealed record StructType(FieldList Fields) : DataType
{
    public override string ToString() => $"struct<{Fields}>";
}

/// <summary>A named, typed column or struct member. Not nullable unless it says so.</summary>
public sealed record Field(string Name, DataType Type, bool Nullable = false)
{
    public override string ToString() => $"{Name}: {Type}{(Nullable ? "?" : "")}";
}

/// <summary>What one step of a timestamp is.</summary>
public enum TimestampUnit
{
    Seconds,
    Millis,
    Micros,
    Nanos,
}

/// <summary>A timestamp that no table of ours has, kept as it came: an int64 count of units since 1970-01-01T00:00.</summary>
/// <param name="Unit">What is counted.</param>
/// <param name="IsUtc">True for instants, false for times on a wall clock without a zone.</param>
public sealed record ForeignTimestampType(TimestampUnit Unit, bool IsUtc) : DataType
{
    public override string ToString() => $"timestamp{Unit.ToString().ToLowerInvariant()}{(IsUtc ? "" : "local")}";
}

/// <summary>A decimal number, kept as its unscaled 128-bit integer: 1.50 with scale 2 is 150.</summary>
/// <param name="Precision">Decimal digits, from 1 to 38.</param>
/// <param name="Scale">Digits after the point.</param>
public sealed record DecimalType(int Precision, int Scale) : DataType
{
    public override string ToString() => $"decimal({Precision},{Scale})";
}

/// <summary>An ordered list of fields that compares by content. It is a table's schema and a struct's members.</summary>
/// <example><c>FieldList.Of(new("user_index", DataType.Int32), new("rating", DataType.Float32))</c></example>
public sealed class FieldList(IReadOnlyList<Field> fields) : IReadOnlyList<Field>, IEquatable<FieldList>
{
    private readonly Field[] _fields = [.. fields];

    public int Count => _fields.Length;

    public Field this[int index] => _fields[index];

    public static FieldList Of(params Field[] fields) => new(fields);

    /// <summary>Position of the field called <paramref name="name"/> (case-sensitive), or −1.</summary>
    public int IndexOf(string name) => Array.FindIndex(_fields, field => field.Name == name);

    public bool Equals(FieldList? other) => other is not null && _fields.AsSpan().SequenceEqual(other._fields);

    public override bool Equals(object? obj) => Equals(obj as FieldList);

    public override int GetHashCode() => _fields.Aggregate(_fields.Length, HashCode.Combine);

    public IEnumerator<Field> GetEnumerator() => ((IEnumerable<Field>)_fields).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(", ", _fields.Select(field => field.ToString()));
}
