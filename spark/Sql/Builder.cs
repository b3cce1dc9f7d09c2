using System.Globalization;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Launching;

namespace RecPipeline.Spark.Sql;

/// <summary>Gathers settings and then starts or joins a Spark.</summary>
/// <remarks>
/// Started by spark-submit (<c>PYSPARK_GATEWAY_PORT</c> is set), the program joins the JVM that waits for it:
/// master and settings are spark-submit's. Otherwise a Spark is found (<see cref="SparkFinder"/>) and started as a child.
/// </remarks>
public sealed class Builder
{
    private readonly Dictionary<string, string> _settings = [];
    private readonly List<string> _submitOptions = [];
    private SparkFinderOptions _finder = new();
    private SparkSubmitOptions _submit = new();
    private Action<string> _info = _ => { };
    private Action<string> _warn = text => Console.Error.WriteLine("spark: " + text);

    public Builder AppName(string name) => Config("spark.app.name", name);

    /// <summary><c>local[2]</c>, <c>local[2,4]</c> (a failed task is tried 4 times), <c>spark://host:7077</c>, <c>yarn</c>, …</summary>
    public Builder Master(string master) => Config("spark.master", master);

    public Builder Config(string key, string value)
    {
        _settings[key] = value;
        return this;
    }

    public Builder Config(string key, bool value) => Config(key, value ? "true" : "false");

    public Builder Config(string key, long value) => Config(key, value.ToString(CultureInfo.InvariantCulture));

    public Builder Config(string key, double value) => Config(key, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Further options of spark-submit: <c>SubmitOptions("--archives", "app.tar.gz#app")</c>. Not used when joining.</summary>
    public Builder SubmitOptions(params IReadOnlyList<string> options)
    {
        _submitOptions.AddRange(options);
        return this;
    }

    /// <summary>Where to look for Spark.</summary>
    public Builder Find(Func<SparkFinderOptions, SparkFinderOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        _finder = change(_finder);
        return this;
    }

    /// <summary>How to start the JVM: environment, time limit, where its output goes.</summary>
    public Builder Launch(Func<SparkSubmitOptions, SparkSubmitOptions> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        _submit = change(_submit);
        return this;
    }

    /// <summary>Who is told what the session does; warnings go to standard error unless set.</summary>
    public Builder LogTo(Action<string> info, Action<string> warn)
    {
        (_info, _warn) = (info, warn);
        return this;
    }

    /// <summary>The session of this process, or a new one.</summary>
    /// <remarks>
    /// An existing session takes over the <c>spark.sql.*</c> settings given here; the others are fixed once a JVM runs.
    /// 3 to 12 s for a new one.
    /// </remarks>
    public SparkSession GetOrCreate() => SparkSession.GetOrMake(Create, existing => Apply(existing.Java));

    private SparkSession Create()
    {
        var gateway = GatewayEndpoint.FromEnvironment() is { } prepared ? JavaGateway.Join(prepared) : Start();
        try
        {
            var session = new SparkSession(NewJavaSession(gateway.Main), ownsGateway: true, new SessionLog(_info, _warn));
            CheckVersion(session);
            session.Pin();
            return session;
        }
        catch
        {
            gateway.Dispose();
            throw;
        }
    }

    private JavaGateway Start()
    {
        var home = SparkFinder.Find(_finder with { Log = _info });
        _info($"starting {home}");
        foreach (var (key, value) in SessionSettings.Launch)
        {
            if (_settings.TryGetValue(key, out string? own) && !SessionSettings.Same(own, value))
                _warn($"{key}={own} is not kept: this library sets it to {value}.");
        }
        var settings = new Dictionary<string, string>(_settings);
        foreach (var (key, value) in SessionSettings.Launch)
            settings[key] = value;
        return SparkSubmitProcess.Launch(home, _submit with { Settings = settings, Options = [.. _submit.Options, .. _submitOptions] });
    }

    private JavaObject NewJavaSession(JavaConnection connection)
    {
        using var builder = connection.CallStatic("org.apache.spark.sql.SparkSession", "builder");
        connection.Batch([.. _settings.Select(setting => Py4JRequest.Call(builder.Id, "config", setting.Key, setting.Value))]);
        return builder.Call("getOrCreate");
    }

    private void Apply(JavaObject session)
    {
        using var conf = session.Call("conf");
        foreach (var (key, value) in _settings.Where(setting => setting.Key.StartsWith("spark.sql.", StringComparison.Ordinal)))
            conf.Run("set", key, value);
    }

    // A prepared gateway brings whatever Spark the user's spark-submit belongs to.
    private void CheckVersion(SparkSession session)
    {
        if (session.Version.IsTested)
            return;
        if (!_finder.AllowUntested)
            throw new SparkNotFoundException(
                $"This program was started by Spark {session.Version}; tested are 3.5 and 4.3. "
                    + "Use one of these, or insist with --allow-untested-spark.");
        _warn($"Spark {session.Version} is not tested with this library.");
    }
}

/// <summary>Where a session says what it does.</summary>
/// <param name="Info">What is worth a line in a log.</param>
/// <param name="Warn">What the user should know.</param>
internal sealed record SessionLog(Action<string> Info, Action<string> Warn);
