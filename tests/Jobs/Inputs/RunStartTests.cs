using RecPipeline.Jobs.Commands;
using System.Text.Json.Nodes;
using RecPipeline.Jobs.Running;
using RecPipeline.Tests.Support;
using Spectre.Console;

namespace RecPipeline.Jobs.Tests.Inputs;

/// <summary>A whole command on an input whose layout nobody named: what it implies, and what the run says of it.</summary>
[Collection(nameof(Commands.ConsoleUsers))]
public sealed class RunStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // The console of an earlier test may be closed.
    public RunStartTests() => AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) });

    [Fact]
    public void Limits_follow_the_layout_that_was_found_and_run_json_has_the_first_rows()
    {
        string file = _folder.Write("in.csv", "viewer,video,watch_time,timestamp\n" + string.Concat(Enumerable.Range(0, 40).Select(at => $"{at % 8},{at},{(at + 1) * 100.25},{1_000_000_000 + at}\n")));
        Assert.Equal(ExitCode.Done, Run(file, "--no-evaluate", "--set", "models.als.rank=4", "--set", "models.als-ratings.rank=4"));
        var facts = Facts();
        Assert.Equal("implicit", (string?)Option(facts, "clean.feedback"));
        Assert.Equal(("youtube", "csv"), ((string?)Option(facts, "input.layout"), (string?)Option(facts, "input.format")));
        Assert.Equal("in.csv is layout youtube (csv), by its header", (string?)facts["input"]!["words"]);
        Assert.Equal("""{"user":"1","item":"1","rating":"200.5","time":"2001-09-09T01:46:41Z"}""", facts["input"]!["first_rows"]![1]!.ToJsonString());
        string page = File.ReadAllText(_folder.At("out", "report", "index.html"));
        Assert.Contains("The input: in.csv is layout youtube (csv), by its header.", page, StringComparison.Ordinal);
        Assert.Contains("<td>200.5</td><td>2001-09-09T01:46:41Z</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_that_is_not_recognised_ends_with_code_2_and_stands_in_run_json()
    {
        Assert.Equal(ExitCode.Usage, Run(_folder.Write("in.csv", "a,b\n1,2\n"), "--set", "clean.halfLifeDays=3", "--set", "clean.feedback=implicit"));
        Assert.StartsWith($"Recognising '{_folder.At("in.csv")}': line 1 names the columns 'a', 'b'", (string?)Facts()["error"], StringComparison.Ordinal);
    }

    // What clean made of the input stands in its tables; the file may be gone.
    [Fact]
    public void A_run_without_clean_takes_the_layout_from_the_tables()
    {
        string file = _folder.Write("in.csv", "viewer,video,watch_time,timestamp\n1,2,3,1000000000\n2,2,5,1000000000\n");
        Assert.Equal(ExitCode.Done, Run(file, "--to", "popularity"));
        File.Delete(file);
        Assert.Equal(ExitCode.Done, Run(file, "--only", "popularity"));
        Assert.Equal(ExitCode.Usage, Run(file, "--to", "popularity"));
        Assert.StartsWith($"Looking for the input file '{file}': there is no such file", (string?)Facts()["error"], StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private int Run(string ratings, params string[] words) => Program.Main(["run", "--items", "none", "--ratings", ratings, "--out", _folder.At("out"), .. words]);

    private JsonNode Facts() => JsonNode.Parse(File.ReadAllBytes(_folder.At("out", "run.json")))!;

    private static JsonNode? Option(JsonNode facts, string key) => facts["options"]!.AsArray().Single(option => (string?)option!["key"] == key)!["value"];
}
