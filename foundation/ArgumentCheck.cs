using System.Reflection;
using CommandLine;

namespace RecPipeline.Foundation;

/// <summary>Refuses what the parser lets pass without a word: options without their value, and words that belong to no option.</summary>
public static class ArgumentCheck
{
    /// <param name="args">The command line. Unknown commands and options are left to the parser, which explains them.</param>
    /// <param name="commands">The option types of all commands.</param>
    /// <exception cref="UsageException">A value is missing, or a word is left over.</exception>
    public static void Check(IReadOnlyList<string> args, params IReadOnlyList<Type> commands)
    {
        if (args.Count == 0 || commands.FirstOrDefault(each => Verb(each) == args[0]) is not { } command)
            return;
        for (int at = 1; at < args.Count; at++)
        {
            if (!IsOption(args[at]) && TakesWords(command))
                continue;
            if (!IsOption(args[at]))
                throw new UsageException($"{args[0]} takes options only, found '{args[at]}'. See {args[0]} --help.");
            if (Find(command, args[at]) is not { } option)
                return;
            at += Values(option, args, at);
        }
    }

    private static bool TakesWords(Type command) => command.GetProperties().Any(property => property.IsDefined(typeof(ValueAttribute)));

    private static string Verb(Type command) => command.GetCustomAttribute<VerbAttribute>()!.Name;

    private static bool IsOption(string word) =>
        word.Length > 1 && word[0] == '-' && (char.IsAsciiLetter(word[1]) || (word.Length > 2 && word[1] == '-'));

    private static string Name(string word) => word.TrimStart('-').Split('=')[0];

    private static PropertyInfo? Find(Type command, string word) => command.GetProperties().FirstOrDefault(property =>
        property.GetCustomAttribute<OptionAttribute>() is { } option && (option.LongName == Name(word) || option.ShortName == Name(word)));

    // How many of the words after the option are its values.
    private static int Values(PropertyInfo option, IReadOnlyList<string> args, int at)
    {
        var attribute = option.GetCustomAttribute<OptionAttribute>()!;
        if (option.PropertyType == typeof(bool) || args[at].Contains('=', StringComparison.Ordinal))
            return 0;
        int values = args.Skip(at + 1).TakeWhile(word => !IsOption(word)).Count();
        if (values == 0)
            throw new UsageException($"{args[at]} has no value; write {args[at]} {attribute.MetaValue}.");
        return option.PropertyType == typeof(IEnumerable<string>) ? values : 1;
    }
}
