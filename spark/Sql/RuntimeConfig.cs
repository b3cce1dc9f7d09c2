using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Sql;

/// <summary>Settings of a running session (<c>spark.sql.*</c>); those of the JVM and its executors are fixed at the start.</summary>
public sealed class RuntimeConfig
{
    private readonly JavaObject _java;

    internal RuntimeConfig(JavaObject java) => _java = java;

    /// <exception cref="SparkGatewayException">The key is not set and has no default.</exception>
    public string Get(string key) => _java.Call<string>("get", key);

    public void Set(string key, string value) => _java.Run("set", key, value);

    public void Set(string key, bool value) => _java.Run("set", key, value);

    public void Set(string key, long value) => _java.Run("set", key, value);

    public void Unset(string key) => _java.Run("unset", key);
}
