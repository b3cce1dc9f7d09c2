using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Sql.Types;

namespace RecPipeline.Spark.Sql;

/// <summary>Reads files or other sources into a DataFrame.</summary>
public sealed class DataFrameReader
{
    private readonly SparkSession _session;
    private readonly JavaObject _java;

    internal DataFrameReader(SparkSession session, JavaObject java) => (_session, _java) = (session, java);

    public DataFrameReader Format(string source) => With("format", source);

    public DataFrameReader Schema(StructType schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return Schema(schema.Ddl);
    }

    /// <summary>A schema as DDL: <c>userId INT, rating FLOAT</c>. Without one, csv makes every column a string.</summary>
    public DataFrameReader Schema(string ddl) => With("schema", ddl);

    public DataFrameReader Option(string key, string value) => With("option", key, value);

    public DataFrameReader Option(string key, bool value) => With("option", key, value);

    public DataFrameReader Option(string key, long value) => With("option", key, value);

    public DataFrameReader Option(string key, double value) => With("option", key, value);

    /// <summary>One or more paths; a path without scheme belongs to the cluster's default file system.</summary>
    public DataFrame Load(params IReadOnlyList<string> paths) =>
        new(_session, _java.Call("load", _session.Connection.NewStringArray(paths)));

    public DataFrame Csv(params IReadOnlyList<string> paths) => Format("csv").Load(paths);

    public DataFrame Json(params IReadOnlyList<string> paths) => Format("json").Load(paths);

    public DataFrame Parquet(params IReadOnlyList<string> paths) => Format("parquet").Load(paths);

    public DataFrame Text(params IReadOnlyList<string> paths) => Format("text").Load(paths);

    public DataFrame Table(string name) => new(_session, _java.Call("table", name));

    private DataFrameReader With(string method, params ReadOnlySpan<object?> arguments)
    {
        _java.Run(method, arguments);
        return this;
    }
}
