using System.Reflection;
using CommandLine;
using CommandLine.Text;

namespace RecPipeline.GpuWorker.Commands;

/// <summary>Finds the command that was typed and runs it.</summary>
internal static class CommandParser
{
    private static readonly Type[] Commands = [typeof(GenerateOptions), typeof(TrainOptions), typeof(PredictOptions)];

    // DSSTNE's flags of several letters have one dash.
    private static readonly string[] LongFlags = ["-alpha", "-lambda", "-lambda1", "-mu", "-mu1"];

    public static int Run(IReadOnlyList<string> args)
    {
        string[] words = [.. args.Select(word => LongFlags.Contains(word) ? "-" + word : word)];
        using var parser = new Parser(settings => settings.HelpWriter = null);
        ArgumentCheck.Check(words, Commands);
        var result = parser.ParseArguments(words, Commands);
        return result.MapResult(
            (GenerateOptions options) => GenerateCommand.Run(options),
            (TrainOptions options) => TrainCommand.Run(options),
            (PredictOptions options) => PredictCommand.Run(options),
            errors => Explain(result, [.. errors], args.Count == 0 ? "" : args[0]));
    }

    // Help that was asked for goes to stdout and is no failure; mistakes go to stderr with code 2.
    private static int Explain(ParserResult<object> result, IReadOnlyList<Error> errors, string typed)
    {
        if (!errors.All(error => error is HelpRequestedError or HelpVerbRequestedError or VersionRequestedError))
        {
            var command = Array.Find(Commands, each => each.GetCustomAttribute<VerbAttribute>()!.Name == typed);
            Console.Error.WriteLine(ParserErrors.Words(errors, command, Commands));
            return ExitCode.Usage;
        }
        Console.Out.WriteLine(HelpText.AutoBuild(result, text =>
        {
            text.Heading = $"RecPipeline {ProgramVersion.Text}, GPU worker";
            text.Copyright = "";
            text.AdditionalNewLineAfterOption = false;
            text.MaximumDisplayWidth = 120;
            return HelpText.DefaultParsingErrorsHandler(result, text);
        }));
        return ExitCode.Done;
    }
}
