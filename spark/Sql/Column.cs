using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Sql.Types;

namespace RecPipeline.Spark.Sql;

/// <summary>An expression over a table's columns. It is built here as SQL text and sent in one call when a DataFrame uses it.</summary>
/// <remarks>
/// Only a column taken from one certain DataFrame (<see cref="DataFrame.Col"/>,
/// which tells two tables' columns of one name apart) has no text;
/// an expression with such a part is built by one call per operator. See <c>ColumnLiveTests</c>, where both forms give the same rows.
/// </remarks>
public sealed partial class Column
{
    private readonly Func<JavaConnection, JavaObject>? _java;
    private readonly string? _alias;
    private readonly string? _order;

    private Column(string? text, Func<JavaConnection, JavaObject>? java, string? alias = null, string? order = null) =>
        (Text, _java, _alias, _order) = (text, java, alias, order);

    /// <summary>The expression without its alias, or null when a part of it belongs to a certain DataFrame.</summary>
    internal string? Text { get; }

    /// <summary>The expression with its alias, as a member of a SELECT list or a struct; null when it has no text.</summary>
    internal string? SelectText => Text is null || _alias is null ? Text : $"{Text} AS {SqlText.Identifier(_alias)}";

    /// <summary>The expression as a member of a window's ORDER BY.</summary>
    private string? OrderText => Text is null || _order is null ? Text : Text + " " + _order.Replace('_', ' ').ToUpperInvariant();

    internal static Column OfText(string text) => new(text, null);

    /// <summary>A column of a certain DataFrame.</summary>
    internal static Column OfJava(JavaObject column) => new(null, connection => column.Over(connection));

    /// <summary>An expression over others: as text when all parts have text, else by a call.</summary>
    internal static Column Of(
        IReadOnlyList<Column> parts, Func<string[], string> text, Func<JavaConnection, JavaObject[], JavaObject> java) =>
        parts.All(part => part.Text is not null)
            ? OfText(text([.. parts.Select(part => part.Text!)]))
            : new Column(null, connection => java(connection, [.. parts.Select(part => part.Resolve(connection))]));

    public Column Alias(string name) => new(Text, _java, name, _order);

    public Column As(string name) => Alias(name);

    public Column Name(string name) => Alias(name);

    public Column Asc() => new(Text, _java, _alias, "asc");

    public Column Desc() => new(Text, _java, _alias, "desc");

    /// <summary>The type may be any that SQL knows: <c>int</c>, <c>decimal(10,2)</c>, <c>array&lt;string&gt;</c>.</summary>
    public Column Cast(string dataType) =>
        Of([this], part => $"CAST({part[0]} AS {dataType})", (_, part) => part[0].Call("cast", dataType));

    public Column Cast(DataType dataType)
    {
        ArgumentNullException.ThrowIfNull(dataType);
        return Cast(StructType.DdlOf(dataType));
    }

    /// <summary>Evaluates an aggregate or ranking function over a window.</summary>
    public Column Over(WindowSpec window)
    {
        ArgumentNullException.ThrowIfNull(window);
        return Text is not null && window.Text is not null
            ? OfText($"{Text} OVER ({window.Text})")
            : new Column(null, connection => Resolve(connection).Call("over", window.Resolve(connection)));
    }

    public override string ToString() => (Text ?? "column of a DataFrame") + (_alias is null ? "" : $" AS {_alias}");

    /// <summary>The Java Column; a text needs one call.</summary>
    internal JavaObject Resolve(JavaConnection connection)
    {
        if (Text is not null && _order is null)
            return Expr(connection, SelectText!);
        var column = Text is not null ? Expr(connection, Text) : _java!(connection);
        if (_order is not null)
            column = column.Call(_order);
        return _alias is null ? column : column.Call("alias", _alias);
    }

    /// <summary>An array of Java Columns.</summary>
    internal static JavaObject Array(JavaConnection connection, IReadOnlyList<Column> columns) =>
        connection.NewArray("org.apache.spark.sql.Column", [.. ResolveAll(connection, columns)]);

    internal static string? OrderTexts(IReadOnlyList<Column> columns) =>
        columns.All(column => column.Text is not null) ? string.Join(", ", columns.Select(column => column.OrderText)) : null;

    private static JavaObject Expr(JavaConnection connection, string text) =>
        connection.CallStatic("org.apache.spark.sql.functions", "expr", text);

    // All texts travel together: one round trip however many columns.
    private static IEnumerable<JavaObject> ResolveAll(JavaConnection connection, IReadOnlyList<Column> columns)
    {
        if (columns.Any(column => column.Text is null || column._order is not null))
            return columns.Select(column => column.Resolve(connection));
        return connection.Batch([.. columns.Select(column => Py4JRequest.StaticCall(
            "org.apache.spark.sql.functions", "expr", column.SelectText))]).Cast<JavaObject>();
    }
}
