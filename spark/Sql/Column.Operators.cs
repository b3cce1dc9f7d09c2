using RecPipeline.Spark.Sql.Types;

namespace RecPipeline.Spark.Sql;

/// <content>Operators, each as SQL text and as the method of Java's Column.</content>
public sealed partial class Column
{
    public static Column operator +(Column left, object right) => Binary(left, right, "+", "plus");

    public static Column operator -(Column left, object right) => Binary(left, right, "-", "minus");

    public static Column operator *(Column left, object right) => Binary(left, right, "*", "multiply");

    /// <summary>Always a floating division, or decimal for decimals.</summary>
    public static Column operator /(Column left, object right) => Binary(left, right, "/", "divide");

    public static Column operator %(Column left, object right) => Binary(left, right, "%", "mod");

    public static Column operator >(Column left, object right) => Binary(left, right, ">", "gt");

    public static Column operator <(Column left, object right) => Binary(left, right, "<", "lt");

    public static Column operator >=(Column left, object right) => Binary(left, right, ">=", "geq");

    public static Column operator <=(Column left, object right) => Binary(left, right, "<=", "leq");

    public static Column operator &(Column left, Column right) => Binary(left, right, "AND", "and");

    public static Column operator |(Column left, Column right) => Binary(left, right, "OR", "or");

    public static Column operator !(Column column) =>
        Of(
            [column],
            part => $"(NOT {part[0]})",
            (connection, part) => connection.CallStatic("org.apache.spark.sql.functions", "not", part[0]));

    public static Column operator -(Column column) =>
        Of(
            [column],
            part => $"(- {part[0]})",
            (connection, part) => connection.CallStatic("org.apache.spark.sql.functions", "negate", part[0]));

    public Column Plus(object other) => this + other;

    public Column Minus(object other) => this - other;

    public Column Multiply(object other) => this * other;

    public Column Divide(object other) => this / other;

    public Column Mod(object other) => this % other;

    public Column Gt(object other) => this > other;

    public Column Lt(object other) => this < other;

    public Column Geq(object other) => this >= other;

    public Column Leq(object other) => this <= other;

    public Column And(Column other) => this & other;

    public Column Or(Column other) => this | other;

    /// <summary>Equality; null when either side is null.</summary>
    public Column EqualTo(object? other) => Binary(this, other, "=", "equalTo");

    public Column NotEqual(object? other) =>
        Of([this, Part(other)], part => $"(NOT ({part[0]} = {part[1]}))", (_, part) => part[0].Call("notEqual", part[1]));

    /// <summary>Equality in which null equals null.</summary>
    public Column EqNullSafe(object? other) => Binary(this, other, "<=>", "eqNullSafe");

    public Column IsNull() => Of([this], part => $"({part[0]} IS NULL)", (_, part) => part[0].Call("isNull"));

    public Column IsNotNull() => Of([this], part => $"({part[0]} IS NOT NULL)", (_, part) => part[0].Call("isNotNull"));

    public Column Like(string pattern) => Binary(this, pattern, "LIKE", "like", asPlainArgument: true);

    public Column RLike(string pattern) => Binary(this, pattern, "RLIKE", "rlike", asPlainArgument: true);

    public Column StartsWith(object prefix) => Functions.CallFunction("startswith", this, Part(prefix));

    public Column EndsWith(object suffix) => Functions.CallFunction("endswith", this, Part(suffix));

    public Column Contains(object text) => Functions.CallFunction("contains", this, Part(text));

    public Column Between(object low, object high) => (this >= low) & (this <= high);

    /// <summary>True when the value is one of <paramref name="values"/>; with none it is false, for null it is null.</summary>
    public Column IsIn(params IReadOnlyList<object> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            return Of([this], part => $"({part[0]} IN (NULL) AND FALSE)", (connection, part) => part[0].Call("isin", connection.NewSeq()));
        return Of(
            [this],
            part => $"({part[0]} IN ({string.Join(", ", values.Select(SqlText.Literal))}))",
            (connection, part) => part[0].Call("isin", connection.NewSeq([.. values])));
    }

    /// <summary>An array's element (from 0) or a map's value.</summary>
    public Column GetItem(object key) =>
        Of([this], part => $"{part[0]}[{SqlText.Literal(key)}]", (_, part) => part[0].Call("getItem", key));

    /// <summary>A struct's member.</summary>
    public Column GetField(string name) =>
        Of([this], part => $"{part[0]}.{SqlText.Identifier(name)}", (_, part) => part[0].Call("getField", name));

    /// <summary>Characters from <paramref name="start"/> (from 1), at most <paramref name="length"/>.</summary>
    public Column SubStr(int start, int length) =>
        Of([this], part => $"substring({part[0]}, {start}, {length})", (_, part) => part[0].Call("substr", start, length));

    /// <summary>A value becomes a literal; a column stays itself.</summary>
    internal static Column Part(object? value) => value as Column ?? Functions.Lit(value);

    private static Column Binary(Column left, object? right, string symbol, string method, bool asPlainArgument = false)
    {
        ArgumentNullException.ThrowIfNull(left);
        return Of(
            [left, Part(right)],
            part => $"({part[0]} {symbol} {part[1]})",
            (_, part) => part[0].Call(method, asPlainArgument ? right : part[1]));
    }
}
