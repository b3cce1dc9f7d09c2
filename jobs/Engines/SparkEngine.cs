using RecPipeline.Jobs.Configuration;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Launching;
using RecPipeline.Spark.Sql;
using Serilog;

namespace RecPipeline.Jobs.Engines;

/// <summary>The Spark of a run: started or joined when a stage first needs it, stopped when the run ends.</summary>
/// <remarks>A run in which nothing changed never starts one: contracts are compared first.</remarks>
public sealed class SparkEngine : IDisposable
{
    // Two tasks per core even out tasks of unequal size; Spark joins partitions that came out small.
    private const int PartitionsPerCore = 2;

    private readonly Lazy<SparkSession> _session;
    private readonly bool _isOurs;

    /// <summary>A Spark by the options, or the one whose spark-submit started this program.</summary>
    public SparkEngine(PipelineOptions options, ILogger log) =>
        (_session, _isOurs) = (new Lazy<SparkSession>(() => Start(options, log)), true);

    /// <summary>A Spark that runs already and that its owner stops.</summary>
    public SparkEngine(SparkSession session) => _session = new Lazy<SparkSession>(session);

    /// <exception cref="UsageException">There is no Spark or Java that fits, or executors have no program for our functions.</exception>
    /// <exception cref="PipelineException">It could not be started; trying again may help.</exception>
    public SparkSession Session
    {
        get
        {
            var session = _session.Value;
            Application ??= new SparkFacts(session.SparkContext.ApplicationId, session.SparkContext.Version, session.SparkContext.Master,
                session.SparkContext.EventLog);
            return session;
        }
    }

    /// <summary>
    /// Which Spark it is, asked when the session is first used: a run whose Spark dies can still say where its event log is. Null before.
    /// </summary>
    public SparkFacts? Application { get; private set; }

    /// <summary>True when spark-submit started this program: its master and settings count.</summary>
    public static bool IsSubmitted => GatewayEndpoint.FromEnvironment() is not null;

    /// <summary>Starts a session where a resource manager waits for one: YARN calls an application that ended without it failed.</summary>
    public void RegisterWithYarn() => _ = IsSubmitted ? Session : null;

    public void Dispose()
    {
        if (_isOurs && _session.IsValueCreated)
            _session.Value.Stop();
    }

    /// <summary>Where this run's options look for a Spark.</summary>
    public static SparkFinderOptions Finder(SparkOptions options) => new()
    {
        Home = options.Home.Length > 0 ? options.Home : null, AllowUntested = options.AllowUntested,
        ArchiveFolders = [Path.Combine(Home.Folder, "spark"), Path.GetFullPath(Path.Combine(Home.Folder, "..", "shared", "spark"))],
    };

    private static SparkSession Start(PipelineOptions options, ILogger log)
    {
        try
        {
            string Plain(string text) => Secrets.Without(text, [.. options.Input.Options, .. options.Spark.Conf]);
            var builder = SparkSession.Builder().AppName("recpipeline")
                .LogTo(text => log.Debug("spark: {Text}", Plain(text)), text => log.Warning("spark: {Text}", Plain(text)));
            return Prepared((IsSubmitted ? Joined(builder, options.Spark) : Launched(builder, options.Spark, log)).GetOrCreate(), log);
        }
        catch (SparkNotFoundException error)
        {
            throw new UsageException(error.Message, error);
        }
        catch (SparkGatewayException error)
        {
            throw StartFailure(error.Message, error);
        }
    }

    /// <summary>A word that spark-submit does not know is wrong usage; all else may be well another time.</summary>
    internal static PipelineException StartFailure(string words, Exception? cause) =>
        words.Contains("Unrecognized option", StringComparison.Ordinal)
        ? new UsageException($"Starting Spark: {words}", cause)
        : new PipelineException(ExitCode.Failed, $"Starting Spark: {words}", cause);

    private static Builder Joined(Builder builder, SparkOptions options)
    {
        foreach (var (key, value) in options.Conf.Where(setting => setting.Key.StartsWith("spark.sql.", StringComparison.Ordinal)))
            builder.Config(key, value);
        return builder.Find(finder => finder with { AllowUntested = options.AllowUntested });
    }

    private static Builder Launched(Builder builder, SparkOptions options, ILogger log)
    {
        string master = options.Master.Length > 0 ? options.Master : "local[*]";
        var home = SparkFinder.Find(Finder(options) with { Log = text => log.Information("spark: {Text}", text) });
        SparkPreflight.CheckJava(home.Version);
        SparkPreflight.CheckMaster(master);
        log.Information("starting Spark {Version}, master {Master}", home.Version, master);
        foreach (var (key, value) in SparkDefaults.For(home).Concat(options.Conf))
            builder.Config(key, value);
        return builder.Master(master).SubmitOptions(options.SubmitOptions).Find(_ => Finder(options) with { Home = home.Folder })
            .Launch(launch => launch with { Log = line => log.Debug("spark: {Line}", Secrets.Without(line, options.Conf)) });
    }

    private static SparkSession Prepared(SparkSession session, ILogger log)
    {
        try
        {
            SparkPreflight.CheckWorker(session);
            using var given = session.SparkContext.Java.Call("getConf");
            if (given.Call<string>("get", "spark.sql.shuffle.partitions", "").Length == 0)
                session.Conf()
                    .Set("spark.sql.shuffle.partitions", Math.Max(2, PartitionsPerCore * session.SparkContext.DefaultParallelism));
            log.Information("Spark {Version} runs as {Application} on {Master}", session.Version, session.SparkContext.ApplicationId,
                session.SparkContext.Master);
            return session;
        }
        catch
        {
            session.Stop();
            throw;
        }
    }
}
