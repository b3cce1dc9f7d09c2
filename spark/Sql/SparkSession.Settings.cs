using RecPipeline.Spark.Gateway;

namespace RecPipeline.Spark.Sql;

/// <content>The settings that a session pins.</content>
public sealed partial class SparkSession
{
    /// <summary>Sets what would change results, and says where that overrides the user.</summary>
    internal void Pin()
    {
        var pinned = SessionSettings.Pinned(Version).ToArray();
        using var given = SparkContext.Java.Call("getConf");
        using var conf = Java.Call("conf");
        object?[] found = Connection.Batch([.. pinned.Select(setting => Py4JRequest.Call(given.Id, "get", setting.Key, ""))]);
        foreach (var (setting, value) in pinned.Zip(found.Cast<string>()))
        {
            if (value.Length > 0 && !SessionSettings.Same(value, setting.Value))
                Log.Warn($"{setting.Key}={value} is not kept: this library sets it to {setting.Value}, or results would depend on it.");
        }
        Connection.Batch([.. pinned.Select(setting => Py4JRequest.Call(conf.Id, "set", setting.Key, setting.Value))]);
        Log.Info($"pinned settings: {string.Join(", ", pinned.Select(setting => $"{setting.Key}={setting.Value}"))}");
        RemoveWorkerOverride(given, conf);
        CheckWhatCannotChange(given);
        // Parsing and reading look at the active session of their thread, which is this connection's.
        Connection.RunStatic("org.apache.spark.sql.SparkSession", "setActiveSession", Java);
    }

    private void RemoveWorkerOverride(JavaObject given, JavaObject conf)
    {
        if (given.Call<string>("get", SessionSettings.WorkerOverride, "") is not { Length: > 0 } program)
            return;
        Log.Warn($"{SessionSettings.WorkerOverride}={program} is not kept: it would start that program in place of this library's worker.");
        conf.Run("unset", SessionSettings.WorkerOverride);
    }

    // These are fixed when the JVM starts. Where we started it they are right; a spark-submit of the user's must bring them.
    private void CheckWhatCannotChange(JavaObject given)
    {
        if (Version.Major >= 4 && !SessionSettings.Same(given.Call<string>("get", "spark.sql.artifact.isolation.enabled", "true"), "false"))
            Log.Warn(
                "spark.sql.artifact.isolation.enabled is on: a relative worker path is not found then. "
                    + "Give spark-submit --conf spark.sql.artifact.isolation.enabled=false.");
        if (SessionSettings.Same(given.Call<string>("get", "spark.io.encryption.enabled", "false"), "true"))
            throw new SparkGatewayException(
                "spark.io.encryption.enabled is on, which this library does not support: "
                    + "broadcasts and local data travel in files. Switch it off.");
    }
}
