using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests.Schedule;

/// <summary>An Airflow that runs DAGs in one process: no scheduler, no web server, a database file of its own.</summary>
/// <remarks>The packages of ../shared/airflow are installed once per clone, under artifacts/airflow (about 20 s).</remarks>
public sealed class Airflow : IDisposable
{
    private const string Dag = "rec_pipeline_dag.py";
    private readonly TemporaryFolder _home = new();
    private readonly Lazy<string> _program;

    public Airflow()
    {
        _program = new Lazy<string>(Prepare);
        Directory.CreateDirectory(_home.At("dags"));
        Change("", "");
    }

    /// <summary>Changes the copy of the DAG that this Airflow runs.</summary>
    public void Change(string before, string after)
    {
        string text = File.ReadAllText(Repository.At("scripts", "airflow", Dag));
        Assert.Contains(before, text, StringComparison.Ordinal);
        File.WriteAllText(_home.At("dags", Dag), before.Length == 0 ? text : text.Replace(before, after, StringComparison.Ordinal));
    }

    internal ChildResult Run(IReadOnlyDictionary<string, string> variables, params string[] arguments) => Start(_program.Value, variables, arguments);

    public void Dispose() => _home.Dispose();

    private string Prepare()
    {
        string program = Path.Combine(Install(), "bin", "airflow");
        var migrated = Start(program, new Dictionary<string, string>(), "db", "migrate");
        return migrated.ExitCode == 0 ? program : throw new InvalidOperationException($"airflow db migrate: {migrated}");
    }

    private ChildResult Start(string program, IReadOnlyDictionary<string, string> variables, params string[] arguments)
    {
        var environment = new Dictionary<string, string>(variables)
        {
            ["AIRFLOW_HOME"] = _home.At("home"),
            ["AIRFLOW__CORE__DAGS_FOLDER"] = _home.At("dags"),
            ["AIRFLOW__CORE__LOAD_EXAMPLES"] = "False",
            ["PATH"] = $"{Path.GetDirectoryName(program)}:{Environment.GetEnvironmentVariable("PATH")}",
            ["PYTHONDONTWRITEBYTECODE"] = "1",
        };
        using var child = ChildProcess.Start(program, arguments, environment);
        return child.Wait();
    }

    // The folder gets its name when it is complete: an install that was stopped is done again.
    private static string Install()
    {
        string ready = Repository.At("artifacts", "airflow");
        if (Directory.Exists(ready))
            return ready;
        using var wheels = new TemporaryFolder();
        Must("tar", "-xJf", Directory.GetFiles(Repository.Shared("airflow")!, "airflow-3*.tar.xz").Single(), "-C", wheels.Path);
        Must("python3.11", "-m", "venv", "--clear", ready + ".new");
        Must(Path.Combine(ready + ".new", "bin", "python"), ["-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-compile", .. Directory.GetFiles(wheels.At("wheels"), "*.whl")]);
        // Scripts of a virtual environment name its folder; a link keeps that name true.
        Directory.CreateSymbolicLink(ready, ready + ".new");
        return ready;
    }

    private static void Must(string program, params string[] arguments)
    {
        var result = ChildProcess.Run(program, arguments);
        if (result.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {result}");
    }
}

/// <summary>A test that needs Airflow; skipped, with the reason, where its packages or Python 3.11 are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AirflowFactAttribute : FactAttribute
{
    public AirflowFactAttribute()
    {
        if (Repository.Shared("airflow") is null)
            Skip = "There is no folder shared/airflow beside the repository.";
        else if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "python3.11"))))
            Skip = "There is no python3.11 on the PATH.";
    }
}
