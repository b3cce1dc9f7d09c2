using CommandLine;

namespace RecPipeline.Foundation.Tests;

public class ParserErrorsTests
{
    private static readonly Type[] Commands = [typeof(Bake), typeof(Taste)];

    [Theory]
    [InlineData("bakke", "'bakke' is no command. Did you mean 'bake'?")]
    [InlineData("grilll", "'grilll' is no command. Did you mean 'grill'?")]
    [InlineData("\u001Bzzzzzz", "'\uFFFDzzzzzz' is no command. Known: bake, grill, taste.")]
    public void Words_UnknownCommand_NamesTheNearestOfBothPrograms(string typed, string expected) =>
        Assert.Equal(expected + "\n./recpipeline --help lists all commands.", Words(typed));

    [Fact]
    public void Words_UnknownOption_NamesTheNearestAndTheCommandsHelp() =>
        Assert.Equal("Option 'degres' is unknown. Did you mean 'degrees'?\n./recpipeline bake --help lists all options.", Words("bake", "--degres", "3"));

    private static string Words(params string[] args)
    {
        using var parser = new Parser(settings => settings.HelpWriter = null);
        var command = args[0] == "bake" ? typeof(Bake) : null;
        return ParserErrors.Words(parser.ParseArguments(args, Commands).Errors, command, Commands, "grill");
    }
}
