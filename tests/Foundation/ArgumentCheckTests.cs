using CommandLine;

namespace RecPipeline.Foundation.Tests;

public class ArgumentCheckTests
{
    [Theory]
    [InlineData("bake --degrees", "--degrees has no value; write --degrees NUMBER.")]
    [InlineData("bake --degrees --quiet", "--degrees has no value; write --degrees NUMBER.")]
    [InlineData("bake --degrees 3 bread", "bake takes options only, found 'bread'. See bake --help.")]
    [InlineData("bake --quiet bread", "bake takes options only, found 'bread'. See bake --help.")]
    public void Check_WhatTheParserLetsPass_IsRefused(string line, string expected)
    {
        var error = Assert.Throws<UsageException>(() => ArgumentCheck.Check(line.Split(' '), typeof(Bake), typeof(Taste)));
        Assert.Equal((expected, ExitCode.Usage), (error.Message, error.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing of ours")]
    [InlineData("bake --degrees -3 --quiet")]
    [InlineData("bake --degrees=3 --spices salt pepper")]
    [InlineData("bake --unknown is the parser's")]
    [InlineData("taste bread")]
    public void Check_WhatItLeavesAlone(string line) =>
        Assert.Null(Record.Exception(() => ArgumentCheck.Check(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), typeof(Bake), typeof(Taste))));
}

[Verb("bake")]
internal sealed class Bake
{
    [Option("degrees", MetaValue = "NUMBER")]
    public int Degrees { get; set; }

    [Option("spices")]
    public IEnumerable<string> Spices { get; set; } = [];

    [Option("quiet")]
    public bool Quiet { get; set; }
}

[Verb("taste")]
internal sealed class Taste
{
    [Value(0)]
    public string What { get; set; } = "";
}
