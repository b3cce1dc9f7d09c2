using System.Text.Json.Nodes;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests;

/// <summary>How a run that cannot do its work must end: its code, what it says, and no stack.</summary>
internal static class Failure
{
    public static void Check(ChildResult result, int code, params string[] texts)
    {
        Assert.True(result.ExitCode == code, result.ToString());
        Assert.All(texts, text => Assert.Contains(text, result.Error, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    /// <summary>What the run file of an output folder says of it.</summary>
    public static (string Status, int Code) Facts(string output)
    {
        var facts = JsonNode.Parse(File.ReadAllText(Path.Combine(output, "run.json")))!;
        return ((string)facts["status"]!, (int)facts["exit_code"]!);
    }
}
