using RecPipeline.Spark.Sql.Types;

namespace RecPipeline.Spark.Sql;

/// <summary>
/// Columns, literals and SQL functions. Any function without a method here is reached by <see cref="CallFunction"/> or <see cref="Expr"/>.
/// </summary>
public static class Functions
{
    /// <summary>A column by name; dots lead into structs, backticks protect a dot, <c>*</c> is all columns.</summary>
    public static Column Col(string name) => Sql.Column.OfText(SqlText.Path(name));

    public static Column Column(string name) => Col(name);

    /// <summary>A literal of exactly the .NET value's type.</summary>
    public static Column Lit(object? value) => value as Column ?? Sql.Column.OfText(SqlText.Literal(value));

    /// <summary>An expression in SQL.</summary>
    public static Column Expr(string sql) => Sql.Column.OfText($"({sql})");

    /// <summary>Any function that Spark SQL knows, by its SQL name.</summary>
    public static Column CallFunction(string name, params IReadOnlyList<Column> arguments) => Sql.Column.Of(
        arguments,
        parts => $"{name}({string.Join(", ", parts)})",
        (connection, parts) => connection.CallStatic(
            "org.apache.spark.sql.functions", "call_function", name, connection.NewArray("org.apache.spark.sql.Column", [.. parts])));

    public static Column Count(Column column) => CallFunction("count", column);

    /// <summary><c>Count("*")</c> counts rows, <c>Count("x")</c> rows where x is not null.</summary>
    public static Column Count(string name) => CallFunction("count", name == "*" ? Lit(1) : Col(name));

    public static Column Sum(Column column) => CallFunction("sum", column);

    public static Column Sum(string name) => Sum(Col(name));

    public static Column Avg(Column column) => CallFunction("avg", column);

    public static Column Avg(string name) => Avg(Col(name));

    public static Column Min(Column column) => CallFunction("min", column);

    public static Column Min(string name) => Min(Col(name));

    public static Column Max(Column column) => CallFunction("max", column);

    public static Column Max(string name) => Max(Col(name));

    public static Column First(Column column) => CallFunction("first", column);

    public static Column Last(Column column) => CallFunction("last", column);

    public static Column RowNumber() => CallFunction("row_number");

    public static Column Rank() => CallFunction("rank");

    public static Column Lag(Column column, int offset = 1) => CallFunction("lag", column, Lit(offset));

    /// <summary>A struct whose members take the columns' names.</summary>
    public static Column Struct(params IReadOnlyList<Column> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        // Inside a struct an alias is the member's name, so it must not be dropped as in other expressions.
        return columns.All(column => column.SelectText is not null)
            ? Sql.Column.OfText($"struct({string.Join(", ", columns.Select(column => column.SelectText))})")
            : CallFunction("struct", columns);
    }

    public static Column Array(params IReadOnlyList<Column> columns) => CallFunction("array", columns);

    public static Column Size(Column column) => CallFunction("size", column);

    public static Column Coalesce(params IReadOnlyList<Column> columns) => CallFunction("coalesce", columns);

    public static Column Abs(Column column) => CallFunction("abs", column);

    public static Column Sqrt(Column column) => CallFunction("sqrt", column);

    public static Column Floor(Column column) => CallFunction("floor", column);

    public static Column Lower(Column column) => CallFunction("lower", column);

    public static Column Upper(Column column) => CallFunction("upper", column);

    public static Column Trim(Column column) => CallFunction("trim", column);

    public static Column Length(Column column) => CallFunction("length", column);

    public static Column Concat(params IReadOnlyList<Column> columns) => CallFunction("concat", columns);

    public static Column Split(Column column, string pattern) => CallFunction("split", column, Lit(pattern));

    public static Column XxHash64(params IReadOnlyList<Column> columns) => CallFunction("xxhash64", columns);

    public static Column IsNaN(Column column) => CallFunction("isnan", column);

    public static Column Not(Column column) => !column;

    /// <summary>Begins a case: <c>When(a, 1).When(b, 2).Otherwise(3)</c>.</summary>
    public static CaseColumn When(Column condition, object? value) => new CaseColumn([]).When(condition, value);

    public static Column Asc(string name) => Col(name).Asc();

    public static Column Desc(string name) => Col(name).Desc();

    /// <summary>Marks a small table to be sent whole to every executor in a join.</summary>
    public static DataFrame Broadcast(DataFrame dataFrame)
    {
        ArgumentNullException.ThrowIfNull(dataFrame);
        return dataFrame.With(dataFrame.Connection.CallStatic("org.apache.spark.sql.functions", "broadcast", dataFrame.Java));
    }
}
