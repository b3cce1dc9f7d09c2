using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Sql;

/// <summary>What to do when the target is there already.</summary>
public enum SaveMode
{
    ErrorIfExists,
    Append,
    Overwrite,
    Ignore,
}

/// <summary>Writes a DataFrame; <see cref="Save"/> and its short forms are actions.</summary>
public sealed class DataFrameWriter
{
    private readonly DataFrame _source;
    private readonly JavaObject _java;

    internal DataFrameWriter(DataFrame source, JavaObject java) => (_source, _java) = (source, java);

    public DataFrameWriter Mode(SaveMode mode) => Mode(mode.ToString());

    /// <summary>error, append, overwrite, ignore.</summary>
    public DataFrameWriter Mode(string mode) => With("mode", mode);

    public DataFrameWriter Format(string source) => With("format", source);

    public DataFrameWriter Option(string key, string value) => With("option", key, value);

    public DataFrameWriter Option(string key, bool value) => With("option", key, value);

    public DataFrameWriter Option(string key, long value) => With("option", key, value);

    /// <summary>Writes a folder <c>name=value</c> per value; the columns are not in the files then.</summary>
    public DataFrameWriter PartitionBy(params IReadOnlyList<string> names)
    {
        using var array = _source.Connection.NewStringArray(names);
        return With("partitionBy", array);
    }

    public void Save(string path) => _java.Run("save", path);

    public void Parquet(string path) => _java.Run("parquet", path);

    public void Csv(string path) => _java.Run("csv", path);

    public void Json(string path) => _java.Run("json", path);

    private DataFrameWriter With(string method, params ReadOnlySpan<object?> arguments)
    {
        _java.Run(method, arguments);
        return this;
    }
}
