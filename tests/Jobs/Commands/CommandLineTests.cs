using RecPipeline.Jobs.Commands;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;
using RecPipeline.Tests.Support.Stores;

namespace RecPipeline.Jobs.Tests.Commands;

/// <summary>Exit codes and words of wrong and right usage. What a run does is tested end to end.</summary>
[Collection(nameof(ConsoleUsers))]
public class CommandLineTests
{
    [Theory]
    [InlineData("run --outt x", "Option 'outt' is unknown.")]
    [InlineData("run --outt x", "Did you mean 'out'?")]
    [InlineData("run --outt x", "./recpipeline run --help lists all options.")]
    [InlineData("rum", "'rum' is no command. Did you mean 'run'?")]
    [InlineData("trian --x", "'trian' is no command. Did you mean 'train'?")]
    [InlineData("publishing", "'publishing' is no command. Known: compare, doctor, generate, generateNetCDF, predict, run, show, test, train, tune.")]
    [InlineData("rum", "./recpipeline --help lists all commands.")]
    [InlineData("show", "Required option 'user' is missing.")]
    [InlineData("tune --trials 3", "A required value not bound to option name is missing.")]
    [InlineData("tune ease --force", "Option 'force' is unknown.")]
    [InlineData("run --folds many", "Option 'folds' is defined with a bad format.")]
    [InlineData("run --outt x --set topN.n=3", "Option 'outt' is unknown.")]
    [InlineData("run --zz", "Option 'zz' is unknown.")]
    public void Main_WrongUsage_GivesCode2AndSaysWhyOnce(string args, string expected)
    {
        var (code, output, error) = Typed(args);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Equal(2, error.Split(expected).Length);
        Assert.InRange(error.Split('\n').Length, 2, 4);
        Assert.Empty(output);
    }

    [Fact]
    public void Main_ControlCharactersInACommand_AreNotPrinted()
    {
        var (code, _, error) = Typed("\u001b[31mrun");
        Assert.Equal(ExitCode.Usage, code);
        Assert.StartsWith("'\uFFFD[31mrun' is no command.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Main_NothingTyped_GivesAnOverviewWithCode0()
    {
        var (code, output, error) = Typed("");
        Assert.Equal((ExitCode.Done, ""), (code, error));
        string[] lines = output.TrimEnd().Split('\n');
        Assert.InRange(lines.Length, 5, 10);
        Assert.StartsWith("RecPipeline 0.", lines[0], StringComparison.Ordinal);
        Assert.Equal(3, lines.Count(line => line.StartsWith("  ./recpipeline ", StringComparison.Ordinal)));
        Assert.Contains("README.md", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run extra words", "run takes options only, found 'extra'. See run --help.")]
    [InlineData("run --force extra", "run takes options only, found 'extra'. See run --help.")]
    [InlineData("show 85", "show takes options only, found '85'. See show --help.")]
    [InlineData("run --out a -- b", "run takes options only, found '--'. See run --help.")]
    [InlineData("run --ratings", "--ratings has no value; write --ratings FILES.")]
    [InlineData("run --ratings --items x.csv", "--ratings has no value; write --ratings FILES.")]
    [InlineData("run --n", "--n has no value; write --n N.")]
    [InlineData("run --set --force", "--set has no value; write --set KEY=VALUE.")]
    [InlineData("run --set topN.n=3 stray", "--set stray: write --set key=value, such as --set models.als.rank=32.")]
    [InlineData("run --date 31.1.2026", "--date is '31.1.2026'; write it as YYYY-MM-DD, such as 2026-01-31.")]
    [InlineData("run --date 2026-02-30", "--date is '2026-02-30'; write it as YYYY-MM-DD, such as 2026-01-31.")]
    [InlineData("run --set models.als.rnk=3 --set topN.n=0", "unknown key 'models.als.rnk'. Did you mean 'rank'?")]
    [InlineData("run --set models.als.rnk=3 --set topN.n=0", "--set topN.n: topN.n is 0, it must be from 1 to 10000.")]
    [InlineData("run --n 0", "topN.n is 0, it must be from 1 to 10000.")]
    [InlineData("run --n 3 --n 0 --set no.such=1", "topN.n is 0, it must be from 1 to 10000.")]
    [InlineData("run --layout movielans", "input.layout is \"movielans\", it must be one of auto, movielens, movielens-1m, movielens-10m, movielens-100k, youtube, netflix, table.")]
    [InlineData("run --conf no/such.json", "no/such.json: Could not find")]
    [InlineData("tune easy", "tune: 'easy' is no model with options to search. Those are similarity, als, ease, biases,")]
    [InlineData("tune popularity", "tune: 'popularity' is no model with options to search. Those are similarity, als, ease, biases,")]
    [InlineData("tune ease --trials 0", "--trials is 0; give a number from 1 to 100000.")]
    [InlineData("tune ease --engine spark", "tune works on the local engine, not on spark. Give --engine local; runs on Spark take the tuned.json that it writes.")]
    [InlineData("tune ease --set evaluate.protocols=hash_20", "tune ease needs a protocol that evaluate.protocols does not name; add strong_liked.")]
    [InlineData("tune ease svd --set evaluate.protocols=strong_liked", "tune svd needs a protocol that evaluate.protocols does not name; add hash_20, or another one that measures predicted ratings.")]
    [InlineData("test --all", "'test' is a command of the launcher: ./recpipeline test.")]
    [InlineData("show --user 85 --out no/such", "There are no recommendations in ")]
    public void Main_WrongValue_GivesCode2AndOnlyTheMessage(string args, string expected)
    {
        var (code, output, error) = Typed(args);
        Assert.Equal(ExitCode.Usage, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    [Theory]
    [InlineData("--help", "Show a user's history, list and reasons.")]
    [InlineData("help", "Show a user's history, list and reasons.")]
    [InlineData("run --help", "--skip-exit-code=CODE")]
    [InlineData("help run", "--skip-exit-code=CODE")]
    [InlineData("--version", "RecPipeline 0.")]
    public void Main_Help_GoesToTheOutputWithCode0(string args, string expected)
    {
        var (code, output, error) = Typed(args);
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Empty(error);
    }

    [Fact]
    public void Main_DamagedContract_GivesCode1AndSaysWhatToDo()
    {
        using var folder = new TemporaryFolder();
        string contract = folder.Write("recommendations/_contract.json", "{ \"table\": ");
        var (code, _, error) = Typed($"show --user 85 --out {folder.Path}");
        Assert.Equal(ExitCode.Failed, code);
        Assert.StartsWith($"Reading the contract '{contract}': ", error, StringComparison.Ordinal);
        Assert.EndsWith("Delete the file; the stage that wrote the table will run again.\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_StoreFails_GivesCode1AndSaysThatTheNextRunGoesOn()
    {
        using var folder = new TemporaryFolder();
        var options = SmallRun.Options(SmallData.Write(folder, every: 60), folder.At("out"));
        var store = FailingStore.At(30, new MemoryStore());
        var (code, _, error) = Captured(() => RunCommand.Run(new RunOptions(), options, store, new DateOnly(2026, 1, 31)));
        Assert.Equal(ExitCode.Failed, code);
        Assert.Matches("^.* ERR Could not \\w+ 'memory:.*': this call was made to fail. Finished stages are kept; run the same command again once the cause is gone.\n$", error);
    }

    private static (int Code, string Output, string Error) Typed(string args) => Captured(() => Program.Main(args.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private static (int Code, string Output, string Error) Captured(Func<int> run)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var newOutput = new StringWriter();
        using var newError = new StringWriter();
        try
        {
            Console.SetOut(newOutput);
            Console.SetError(newError);
            return (run(), newOutput.ToString(), newError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}

/// <summary>Tests that capture the console run one after another.</summary>
[CollectionDefinition(nameof(ConsoleUsers), DisableParallelization = true)]
public class ConsoleUsers;
