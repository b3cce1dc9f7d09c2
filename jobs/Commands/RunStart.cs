using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Inputs;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using Serilog;
using Serilog.Core;

namespace RecPipeline.Jobs.Commands;

/// <summary>
/// The beginning of a run: its options, for which the input may have to be looked at, and with that the log and the Spark that reach it.
/// </summary>
/// <param name="selection">A run without clean takes the input for what clean took it for.</param>
/// <param name="isTerminal">Progress bars are shown.</param>
internal sealed class RunStart(StageSelection selection, bool isTerminal) : IDisposable
{
    private Logger? _log;
    private SparkEngine? _spark;

    public DateTimeOffset Started { get; } = DateTimeOffset.UtcNow;

    public StageSelection Selection => selection;

    /// <summary>What the input was taken for; null where it was not looked at.</summary>
    public ResolvedInput? Input { get; private set; }

    /// <summary>Why it could not be told. The run ends with it, once it holds its output and can say so in run.json.</summary>
    public PipelineException? Failure { get; private set; }

    /// <summary>What the command line asked for and the run leaves out, with the reason.</summary>
    public IReadOnlyList<string> Notes { get; private set; } = [];

    /// <exception cref="UsageException">The settings have mistakes.</exception>
    public PipelineOptions Load(FlowOptions command, DateOnly date)
    {
        try
        {
            var options = RunSettings.Load(RunSettings.Files(command), RunSettings.Settings(command), Environment.GetEnvironmentVariables(),
                date, Resolve);
            if (command.ModelNames is null)
                return options;
            (options, Notes) = ModelFlag.Apply(options, command.ModelNames);
            return options;
        }
        catch (UsageException) when (Failure is not null)
        {
            throw Failure; // what the settings imply without the input is not what they would have been
        }
    }

    public ILogger Log(PipelineOptions options) => _log ??= Logs.Create(Addresses.LogFolder(options.Output), Started, isTerminal);

    /// <summary>The Spark of the run, not started yet; null on the local engine.</summary>
    public SparkEngine? Spark(PipelineOptions options)
    {
        _spark ??= options.Engine == "spark" ? new SparkEngine(options, Log(options)) : null;
        RawFile.Hadoop = _spark is null ? null : () => _spark.Session.SparkContext.FileSystem;
        SparkTable.Session = _spark is null ? null : () => _spark.Session;
        return _spark;
    }

    public void Dispose()
    {
        _spark?.Dispose();
        _log?.Dispose();
    }

    private ResolvedInput? Resolve(PipelineOptions options)
    {
        try
        {
            if (NeedsSpark(options))
                Spark(options);
            Input = selection.Of(Pipeline.Stages).Contains("clean")
                ? InputResolver.Find(options)
                : Recorded(options) ?? InputResolver.Find(options);
            return Input;
        }
        catch (PipelineException error)
        {
            Failure = error;
            return null;
        }
    }

    // A file of this machine is looked at without it: a run in which nothing changed starts none.
    private static bool NeedsSpark(PipelineOptions options) => options.Engine == "spark"
        && (InputFormats.IsSparkTable(options.Input)
            || options.Input.Ratings.Split(',').Append(options.Output).Any(part => Addresses.IsHadoop(part.Trim())));

    private ResolvedInput? Recorded(PipelineOptions options) =>
        new Catalog(Stores.Of(options.Output, _spark)).FindContract("ratings")?.Options is { } clean
            && (string?)clean["layout"] is { } layout
            ? new ResolvedInput(layout, (string?)clean["format"] ?? InputFormats.Csv,
                $"the tables are those of layout {layout}, as clean read it", [])
            : null;
}
