using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Sql.Types;

namespace RecPipeline.Spark.Sql;

/// <summary>
/// A table that Spark knows how to compute. Methods here plan;
/// nothing runs before an action (<see cref="Count"/>, <see cref="Collect"/>, a write).
/// </summary>
public sealed partial class DataFrame
{
    private StructType? _schema;

    internal DataFrame(SparkSession session, JavaObject java) => (Session, Java) = (session, java);

    public SparkSession Session { get; }

    /// <summary>The Java Dataset, for calls that this library has no method for.</summary>
    public JavaObject Java { get; }

    internal JavaConnection Connection => Java.Connection;

    /// <summary>This table's own column, for joins in which both sides have the name.</summary>
    public Column this[string name] => Col(name);

    public Column Col(string name) => Column.OfJava(Java.Call("col", SqlText.Path(name)));

    /// <summary>Column names and types; asked once, in two calls.</summary>
    public StructType Schema()
    {
        if (_schema is not null)
            return _schema;
        using var schema = Java.Call("schema");
        return _schema = StructType.FromJson(schema.Call<string>("json"));
    }

    public IReadOnlyList<string> Columns() => [.. Schema().Fields.Select(field => field.Name)];

    public DataFrame Select(params IReadOnlyList<Column> columns) => With(Java.Call("select", Column.Array(Connection, columns)));

    public DataFrame Select(params IReadOnlyList<string> names) => Select([.. names.Select(Functions.Col)]);

    /// <summary>Each text is an expression with an optional <c>AS name</c>.</summary>
    public DataFrame SelectExpr(params IReadOnlyList<string> expressions) =>
        With(Java.Call("selectExpr", Connection.NewStringArray(expressions)));

    public DataFrame Filter(Column condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return With(Java.Call("filter", condition.Resolve(Connection)));
    }

    public DataFrame Filter(string condition) => With(Java.Call("filter", condition));

    public DataFrame Where(Column condition) => Filter(condition);

    public DataFrame Where(string condition) => Filter(condition);

    public DataFrame WithColumn(string name, Column column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return With(Java.Call("withColumn", name, column.Resolve(Connection)));
    }

    public DataFrame Drop(params IReadOnlyList<string> names) => With(Java.Call("drop", Connection.NewStringArray(names)));

    /// <summary>A name for <c>Col("alias.column")</c>.</summary>
    public DataFrame Alias(string name) => With(Java.Call("alias", name));

    public RelationalGroupedDataset GroupBy(params IReadOnlyList<Column> columns) =>
        new(this, Java.Call("groupBy", Column.Array(Connection, columns)), columns);

    public RelationalGroupedDataset GroupBy(params IReadOnlyList<string> names) => GroupBy([.. names.Select(Functions.Col)]);

    /// <summary>One row over the whole table.</summary>
    public DataFrame Agg(Column first, params IReadOnlyList<Column> others) => GroupBy(Array.Empty<Column>()).Agg(first, others);

    /// <param name="other">The right side.</param>
    /// <param name="condition">May name columns of both sides.</param>
    /// <param name="joinType">inner, left, right, full, left_semi, left_anti, cross.</param>
    public DataFrame Join(DataFrame other, Column condition, string joinType = "inner")
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(condition);
        return With(Java.Call("join", other.Java, condition.Resolve(Connection), joinType));
    }

    /// <summary>Joins on columns that both sides have; each appears once in the result.</summary>
    public DataFrame Join(DataFrame other, IReadOnlyList<string> names, string joinType = "inner")
    {
        ArgumentNullException.ThrowIfNull(other);
        return With(Java.Call("join", other.Java, Connection.NewStringArray(names), joinType));
    }

    /// <summary>Rows of both, by position of the columns, duplicates kept.</summary>
    public DataFrame Union(DataFrame other) => With(Java.Call("union", Of(other)));

    public DataFrame Intersect(DataFrame other) => With(Java.Call("intersect", Of(other)));

    public DataFrame Except(DataFrame other) => With(Java.Call("except", Of(other)));

    public DataFrame Distinct() => With(Java.Call("distinct"));

    public DataFrame OrderBy(params IReadOnlyList<Column> columns) => With(Java.Call("orderBy", Column.Array(Connection, columns)));

    public DataFrame OrderBy(params IReadOnlyList<string> names) => OrderBy([.. names.Select(Functions.Col)]);

    public DataFrame Sort(params IReadOnlyList<Column> columns) => OrderBy(columns);

    public DataFrame Limit(int rows) => With(Java.Call("limit", rows));

    public DataFrame Sample(double fraction, bool withReplacement, long seed) => With(Java.Call("sample", withReplacement, fraction, seed));

    /// <summary>
    /// Disjoint random parts in the proportion of the weights. Order the rows first, or a repartitioned input gives other parts.
    /// </summary>
    public IReadOnlyList<DataFrame> RandomSplit(IReadOnlyList<double> weights, long seed)
    {
        using var array = Connection.NewArray("double", [.. weights.Cast<object?>()]);
        using var parts = Java.Call("randomSplit", array, seed);
        return [.. Connection.Elements(parts).Select(part => With((JavaObject)part!))];
    }

    public DataFrame Repartition(int partitions) => With(Java.Call("repartition", partitions));

    /// <summary>Rows that agree in the columns come into one partition.</summary>
    public DataFrame Repartition(int partitions, params IReadOnlyList<Column> columns) =>
        With(Java.Call("repartition", partitions, Column.Array(Connection, columns)));

    public DataFrame RepartitionByRange(int partitions, params IReadOnlyList<Column> columns) =>
        With(Java.Call("repartitionByRange", partitions, Column.Array(Connection, columns)));

    public DataFrame SortWithinPartitions(params IReadOnlyList<Column> columns) =>
        With(Java.Call("sortWithinPartitions", Column.Array(Connection, columns)));

    /// <summary>Fewer partitions without a shuffle.</summary>
    public DataFrame Coalesce(int partitions) => With(Java.Call("coalesce", partitions));

    /// <summary>Keeps the rows in memory, and on disk where they do not fit, from the first action on.</summary>
    public DataFrame Cache()
    {
        _mapping = null;
        return With(Java.Call("cache"));
    }

    public DataFrame Persist(StorageLevel level)
    {
        _mapping = null;
        using var java = Connection.CallStatic("org.apache.spark.storage.StorageLevel", "fromString", level.ToJavaName());
        return With(Java.Call("persist", java));
    }

    public DataFrame Unpersist(bool blocking = false)
    {
        Connection.IgnoreIfDisconnected(() => Java.Run("unpersist", blocking));
        return this;
    }

    public void CreateOrReplaceTempView(string name) => Java.Run("createOrReplaceTempView", name);

    public DataFrameWriter Write() => new(this, Java.Call("write"));

    internal DataFrame With(JavaObject java) => new(Session, java);

    private static JavaObject Of(DataFrame other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Java;
    }
}
