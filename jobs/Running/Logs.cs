using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Spectre.Console;

namespace RecPipeline.Jobs.Running;

/// <summary>Log lines on the console and in a file per run.</summary>
internal static class Logs
{
    private const string Template = "{UtcTimestamp:yyyy-MM-ddTHH:mm:ss.fffZ} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <summary>On a terminal the progress bars speak, so only warnings are printed there, around the bars.</summary>
    public static Logger Create(string output, DateTimeOffset started, bool isTerminal)
    {
        var configuration = new LoggerConfiguration().MinimumLevel.Debug();
        string file = string.Create(CultureInfo.InvariantCulture, $"run-{started:yyyyMMddTHHmmss}-{Environment.ProcessId}.log");
        configuration.WriteTo.File(Path.Combine(output, "logs", file), outputTemplate: Template,
            formatProvider: CultureInfo.InvariantCulture);
        return isTerminal
            ? configuration.WriteTo.Sink(new AnsiSink(), LogEventLevel.Warning).CreateLogger()
            : configuration.WriteTo.Console(LogEventLevel.Information, Template, CultureInfo.InvariantCulture,
                standardErrorFromLevel: LogEventLevel.Warning).CreateLogger();
    }

    private sealed class AnsiSink : ILogEventSink
    {
        public void Emit(LogEvent logEvent)
        {
            string colour = logEvent.Level >= LogEventLevel.Error ? "red" : "yellow";
            AnsiConsole.MarkupLine($"[{colour}]{Markup.Escape(logEvent.RenderMessage(CultureInfo.InvariantCulture))}[/]");
        }
    }
}
