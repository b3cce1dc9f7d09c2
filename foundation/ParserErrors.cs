using System.Reflection;
using CommandLine;
using CommandLine.Text;

namespace RecPipeline.Foundation;

/// <summary>What the parser found wrong, each mistake in one sentence and once.</summary>
public static class ParserErrors
{
    /// <param name="errors">At least one.</param>
    /// <param name="command">The option type of the command that was typed; null where there is no such command.</param>
    /// <param name="commands">The option types of all commands.</param>
    /// <param name="others">Commands that another program of ours has; somebody may have misspelt them here.</param>
    public static string Words(IEnumerable<Error> errors, Type? command, IReadOnlyList<Type> commands, params string[] others)
    {
        ArgumentNullException.ThrowIfNull(errors);
        ArgumentNullException.ThrowIfNull(commands);
        string[] verbs = [.. commands.Select(Verb), .. others];
        string[] lines = [.. errors.Select(error => Words(error, command, verbs)).Distinct()];
        string help = command is null ? "--help lists all commands." : $"{Verb(command)} --help lists all options.";
        return string.Join('\n', lines.Append($"./recpipeline {help}"));
    }

    private static string Words(Error error, Type? command, string[] verbs) => error switch
    {
        BadVerbSelectedError verb => $"'{Shown(verb.Token)}' is no command. {Nearest.Hint(verb.Token, verbs)}",
        UnknownOptionError option when command is not null =>
            $"Option '{Shown(option.Token)}' is unknown. {Nearest.Hint(option.Token, Options(command))}",
        _ => SentenceBuilder.Create().FormatError(error),
    };

    private static string Verb(Type command) => command.GetCustomAttribute<VerbAttribute>()!.Name;

    private static IEnumerable<string> Options(Type command) => command.GetProperties()
        .Select(property => property.GetCustomAttribute<OptionAttribute>()).OfType<OptionAttribute>()
        .Select(option => option.LongName.Length > 0 ? option.LongName : option.ShortName);

    // What was typed may hold anything; a terminal gets no control characters of it.
    private static string Shown(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));
}
