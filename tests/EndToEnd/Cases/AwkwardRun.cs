using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommandLine;
using RecPipeline.EndToEnd.Tests.OnSpark;
using RecPipeline.Jobs;
using RecPipeline.Jobs.Commands;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace RecPipeline.EndToEnd.Tests.Cases;

/// <summary>What a run over an awkward input came to: on both engines this must be one and the same.</summary>
/// <param name="Code">Exit code.</param>
/// <param name="Error">The message it ended with; empty where it did not fail.</param>
/// <param name="Log">Information and warnings, a line each.</param>
/// <param name="Rows">Where its rows went, by the contract of <c>ratings</c> or by the error's own count.</param>
/// <param name="Hashes">Content hashes of the tables that it left.</param>
internal sealed record AwkwardRun(int Code, string Error, string Log, RowCounts? Rows, IReadOnlyDictionary<string, string> Hashes)
{
    /// <summary>Runs inside this process with the command line's own words; on Spark over the session that tests share.</summary>
    public static AwkwardRun Of(AwkwardInput input, string cases, string output, LiveSpark? spark = null)
    {
        var log = new LogLines();
        using var logger = new LoggerConfiguration().MinimumLevel.Information().WriteTo.Sink(log).CreateLogger();
        string[] words = [.. input.Arguments.Select(word => word.Replace("{cases}", cases, StringComparison.Ordinal)), "--out", output, "--engine", spark is null ? "local" : "spark"];
        try
        {
            var (options, store) = Load(input, words);
            Execute(input, options, store, spark, logger);
            return new AwkwardRun(0, "", log.Text, Account(store), SmallRun.Hashes(store, options));
        }
        catch (PipelineException error)
        {
            return new AwkwardRun(error.Code, error.Message, log.Text, null, new Dictionary<string, string>());
        }
    }

    // As the command does it: the input is looked at for its layout, and what cannot be told ends the run.
    private static (PipelineOptions Options, LocalStore Store) Load(AwkwardInput input, string[] words)
    {
        using var parser = new Parser(settings => settings.AllowMultiInstance = true);
        var command = parser.ParseArguments<RunOptions>(words).Value ?? throw new InvalidOperationException($"No command line: {string.Join(' ', words)}");
        using var start = new RunStart(new StageSelection(To: input.To), isTerminal: false);
        var options = start.Load(command, new DateOnly(2026, 1, 31));
        return start.Failure is { } failure ? throw failure : (options, new LocalStore(options.Output));
    }

    private static void Execute(AwkwardInput input, PipelineOptions options, LocalStore store, LiveSpark? spark, ILogger log) =>
        SmallRun.Execute(store, options, new StageSelection(To: input.To), spark: spark?.Engine, log: log);

    private static RowCounts? Account(LocalStore store)
    {
        var account = (JsonObject)new Catalog(store).Contract("ratings").Properties["row_account"]!;
        long Sum(string key) => account[key] is JsonObject counts ? counts.Sum(each => (long)each.Value!) : account[key]?.GetValue<long>() ?? 0;
        return new RowCounts(Sum("kept"), Sum("merged"), Sum("filtered"), Sum("rejected") + Sum("duplicate_exact") + Sum("duplicate_conflict"));
    }

    /// <summary>Keeps log lines for the test to look at.</summary>
    private sealed class LogLines : ILogEventSink
    {
        private readonly List<string> _lines = [];

        public string Text => string.Join('\n', _lines);

        public void Emit(LogEvent logEvent)
        {
            lock (_lines)
                _lines.Add($"{logEvent.Level} {logEvent.RenderMessage(CultureInfo.InvariantCulture)}");
        }
    }
}
