using System.Reflection;
using CommandLine;
using CommandLine.Text;

namespace RecPipeline.Jobs.Commands;

/// <summary>Finds the command that was typed and runs it.</summary>
internal static class CommandParser
{
    private static readonly Type[] Commands = [typeof(RunOptions), typeof(ShowOptions), typeof(DoctorOptions), typeof(CompareOptions),
        typeof(TuneOptions), typeof(GenerateOptions), typeof(TestOptions)];

    // The launcher hands these to the GPU worker.
    private static readonly string[] OfTheWorker = ["generateNetCDF", "train", "predict"];

    public static int Run(IReadOnlyList<string> args)
    {
        if (args.Count == 0)
        {
            Console.Out.WriteLine(Overview.Text);
            return ExitCode.Done;
        }
        using var parser = new Parser(settings =>
        {
            settings.HelpWriter = null;
            settings.CaseInsensitiveEnumValues = true;
            settings.AllowMultiInstance = true;
        });
        ArgumentCheck.Check(args, Commands);
        var result = parser.ParseArguments(args.Select(OneLetterName), Commands);
        return result.MapResult(
            (RunOptions options) => RunCommand.Run(options),
            (ShowOptions options) => ShowCommand.Run(options),
            (DoctorOptions options) => DoctorCommand.Run(options),
            (CompareOptions options) => CompareCommand.Run(options),
            (TuneOptions options) => TuneCommand.Run(options),
            (GenerateOptions options) => GenerateCommand.Run(options),
            (TestOptions _) => throw new UsageException("'test' is a command of the launcher: ./recpipeline test."),
            errors => Explain(result, [.. errors], args[0]));
    }

    // The parser knows names of one letter with one dash only; people type --n as well.
    private static string OneLetterName(string argument) =>
        argument == "--n" || argument.StartsWith("--n=", StringComparison.Ordinal) ? "-n" + argument[3..].TrimStart('=') : argument;

    // Help that was asked for goes to stdout and is no failure; mistakes go to stderr with code 2.
    private static int Explain(ParserResult<object> result, IReadOnlyList<Error> errors, string typed)
    {
        if (errors.Any(error => error is VersionRequestedError))
        {
            Console.Out.WriteLine($"RecPipeline {ProgramVersion.Text}");
            return ExitCode.Done;
        }
        if (errors.All(error => error is HelpRequestedError or HelpVerbRequestedError))
        {
            Console.Out.WriteLine(Help(result));
            return ExitCode.Done;
        }
        var command = Array.Find(Commands, each => each.GetCustomAttribute<VerbAttribute>()!.Name == typed);
        Console.Error.WriteLine(ParserErrors.Words(errors, command, Commands, OfTheWorker));
        return ExitCode.Usage;
    }

    private static HelpText Help(ParserResult<object> result) => HelpText.AutoBuild(result, text =>
    {
        text.Heading = $"RecPipeline {ProgramVersion.Text}";
        text.Copyright = "";
        text.AdditionalNewLineAfterOption = false;
        text.MaximumDisplayWidth = 120;
        return HelpText.DefaultParsingErrorsHandler(result, text);
    });
}

[Verb("test", HelpText = "Run the quick tests; --all runs every test (by the launcher).")]
internal sealed class TestOptions
{
    [Option("all", HelpText = "Every test, as CI does.")]
    public bool All { get; set; }
}
