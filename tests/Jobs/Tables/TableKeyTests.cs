using System.Text.Json.Nodes;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Tests.Tables;

public class TableKeyTests
{
    private static readonly Dictionary<string, string> Inputs = new() { ["ratings"] = "h1", ["users"] = "h2" };

    private static string Key(string stage = "split", int version = 1, string options = """{"seed":42,"folds":1}""", Dictionary<string, string>? inputs = null) =>
        TableKey.Of(stage, version, JsonNode.Parse(options)!.AsObject(), inputs ?? Inputs);

    [Fact]
    public void Of_TheSameAgain_IsTheSame() => Assert.Equal(Key(), Key());

    [Fact]
    public void Of_AnyKey_Is16HexadecimalDigits() => Assert.Matches("^[0-9a-f]{16}$", Key());

    // The key decides whether tables of earlier versions count as up to date. By hand:
    //   printf 'split v1\n{"seed":42,"folds":1}\nratings=h1\nusers=h2\n' | sha256sum | cut -c1-16
    [Fact]
    public void Of_KnownInput_NeverChanges() => Assert.Equal("4762b40c33512855", Key());

    [Fact]
    public void Of_InputsInAnotherOrder_IsTheSame() => Assert.Equal(Key(), Key(inputs: new() { ["users"] = "h2", ["ratings"] = "h1" }));

    [Fact]
    public void Of_AnyPartChanged_IsAnother()
    {
        string[] keys =
        [
            Key(),
            Key(stage: "als"),
            Key(version: 2),
            Key(options: """{"seed":43,"folds":1}"""),
            Key(options: """{"seed":42,"folds":2}"""),
            Key(options: """{"seed":42}"""),
            Key(inputs: new() { ["ratings"] = "h1" }),
            Key(inputs: new() { ["ratings"] = "h1", ["users"] = "h3" }),
            Key(inputs: new() { ["ratings"] = "h1", ["items"] = "h2" }),
            Key(inputs: new() { ["ratings"] = "h2", ["users"] = "h1" }),
            Key(inputs: []),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }
}
