using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Sql;

/// <summary>Begins a window: <c>Window.PartitionBy("user_index").OrderBy(Col("score").Desc())</c>.</summary>
public static class Window
{
    /// <summary>Frame boundary: the partition's first row.</summary>
    public const long UnboundedPreceding = long.MinValue;

    /// <summary>Frame boundary: the partition's last row.</summary>
    public const long UnboundedFollowing = long.MaxValue;

    /// <summary>Frame boundary: the row itself.</summary>
    public const long CurrentRow = 0;

    public static WindowSpec PartitionBy(params IReadOnlyList<Column> columns) => new WindowSpec([], [], null).PartitionBy(columns);

    public static WindowSpec PartitionBy(params IReadOnlyList<string> names) => PartitionBy([.. names.Select(Functions.Col)]);

    public static WindowSpec OrderBy(params IReadOnlyList<Column> columns) => new WindowSpec([], [], null).OrderBy(columns);

    public static WindowSpec OrderBy(params IReadOnlyList<string> names) => OrderBy([.. names.Select(Functions.Col)]);
}

/// <summary>How rows are grouped, ordered and framed for a function over a window.</summary>
public sealed class WindowSpec
{
    private readonly IReadOnlyList<Column> _partitions;
    private readonly IReadOnlyList<Column> _order;
    private readonly (string Kind, long Start, long End)? _frame;

    internal WindowSpec(IReadOnlyList<Column> partitions, IReadOnlyList<Column> order, (string Kind, long Start, long End)? frame) =>
        (_partitions, _order, _frame) = (partitions, order, frame);

    public WindowSpec PartitionBy(params IReadOnlyList<Column> columns) => new([.. columns], _order, _frame);

    public WindowSpec OrderBy(params IReadOnlyList<Column> columns) => new(_partitions, [.. columns], _frame);

    public WindowSpec PartitionBy(params IReadOnlyList<string> names) => PartitionBy([.. names.Select(Functions.Col)]);

    public WindowSpec OrderBy(params IReadOnlyList<string> names) => OrderBy([.. names.Select(Functions.Col)]);

    /// <summary>A frame of rows, relative to the current one: −1 is the row before.</summary>
    public WindowSpec RowsBetween(long start, long end) => new(_partitions, _order, ("ROWS", start, end));

    /// <summary>What stands between the parentheses of OVER (…), or null when a column has no text.</summary>
    internal string? Text
    {
        get
        {
            if (Column.OrderTexts(_partitions) is not { } partitions || Column.OrderTexts(_order) is not { } order)
                return null;
            string[] parts =
            [
                partitions.Length == 0 ? "" : "PARTITION BY " + partitions, order.Length == 0 ? "" : "ORDER BY " + order,
                _frame is { } frame ? $"{frame.Kind} BETWEEN {Boundary(frame.Start)} AND {Boundary(frame.End)}" : "",
            ];
            return string.Join(' ', parts.Where(part => part.Length > 0));
        }
    }

    internal JavaObject Resolve(JavaConnection connection)
    {
        var window = connection.CallStatic("org.apache.spark.sql.expressions.Window", "partitionBy", Column.Array(connection, _partitions));
        if (_order.Count > 0)
            window = window.Call("orderBy", Column.Array(connection, _order));
        return _frame is { } frame ? window.Call(frame.Kind == "ROWS" ? "rowsBetween" : "rangeBetween", frame.Start, frame.End) : window;
    }

    private static string Boundary(long offset) => offset switch
    {
        Window.UnboundedPreceding => "UNBOUNDED PRECEDING",
        Window.UnboundedFollowing => "UNBOUNDED FOLLOWING",
        Window.CurrentRow => "CURRENT ROW",
        < 0 => $"{-offset} PRECEDING",
        _ => $"{offset} FOLLOWING",
    };
}
