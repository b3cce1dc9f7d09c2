using System.Reflection;
using CommandLine;
using CommandLine.Text;
using RecPipeline.Jobs.Configuration;

namespace RecPipeline.Jobs.Commands;

/// <summary>What the parser found wrong, each mistake in one sentence and once.</summary>
internal static class ParserErrors
{
    // The launcher hands these to the GPU worker, so somebody may misspell them here.
    private static readonly string[] OfTheWorker = ["generateNetCDF", "train", "predict"];

    /// <param name="errors">At least one.</param>
    /// <param name="command">The option type of the command that was typed; null where there is no such command.</param>
    /// <param name="commands">The option types of all commands.</param>
    public static string Words(IEnumerable<Error> errors, Type? command, IEnumerable<Type> commands)
    {
        string[] lines = [.. errors.Select(error => Words(error, command, commands)).Distinct()];
        string help = command is null ? "./recpipeline --help lists all commands." : $"./recpipeline {Verb(command)} --help lists all options.";
        return string.Join('\n', lines.Append(help));
    }

    private static string Words(Error error, Type? command, IEnumerable<Type> commands) => error switch
    {
        BadVerbSelectedError verb => $"'{Printable(verb.Token)}' is no command. {Nearest.Hint(verb.Token, commands.Select(Verb).Concat(OfTheWorker))}",
        UnknownOptionError option when command is not null => $"Option '{Printable(option.Token)}' is unknown. {Nearest.Hint(option.Token, Options(command))}",
        _ => SentenceBuilder.Create().FormatError(error),
    };

    private static string Verb(Type command) => command.GetCustomAttribute<VerbAttribute>()!.Name;

    private static IEnumerable<string> Options(Type command) => command.GetProperties().Select(property => property.GetCustomAttribute<OptionAttribute>())
        .OfType<OptionAttribute>().Select(option => option.LongName.Length > 0 ? option.LongName : option.ShortName);

    // What was typed may hold anything; a terminal gets no control characters of it.
    private static string Printable(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));
}
