using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Sql;

/// <summary>Groups of rows, on their way to one row each.</summary>
public sealed class RelationalGroupedDataset
{
    private readonly DataFrame _source;
    private readonly JavaObject _java;

    internal RelationalGroupedDataset(DataFrame source, JavaObject java, IReadOnlyList<Column> keys) =>
        (_source, _java, Keys) = (source, java, [.. keys]);

    internal IReadOnlyList<Column> Keys { get; }

    internal DataFrame Source => _source;

    public DataFrame Agg(Column first, params IReadOnlyList<Column> others)
    {
        ArgumentNullException.ThrowIfNull(first);
        return _source.With(_java.Call("agg", first.Resolve(_source.Connection), Column.Array(_source.Connection, others)));
    }

    /// <summary>Rows per group, as column <c>count</c>.</summary>
    public DataFrame Count() => _source.With(_java.Call("count"));

    public DataFrame Sum(params IReadOnlyList<string> names) => Named("sum", names);

    public DataFrame Avg(params IReadOnlyList<string> names) => Named("avg", names);

    public DataFrame Min(params IReadOnlyList<string> names) => Named("min", names);

    public DataFrame Max(params IReadOnlyList<string> names) => Named("max", names);

    private DataFrame Named(string method, IReadOnlyList<string> names) =>
        _source.With(_java.Call(method, _source.Connection.NewStringArray(names)));
}
