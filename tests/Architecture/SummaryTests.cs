using RecPipeline.Tests.Support;

namespace RecPipeline.Architecture.Tests;

/// <summary><c>tests/summary</c> over results as the test runner writes them, and over some that are damaged.</summary>
public sealed class SummaryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void The_closing_line_counts_what_passed_failed_and_was_skipped()
    {
        var result = Summary(["Mixed", "Good"]);
        Assert.Equal("4 passed, 2 failed, 2 skipped", result.Output.TrimEnd().Split('\n')[^1]);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public void Good_results_end_with_code_0()
    {
        var result = Summary(["Good"], "Good");
        Assert.Equal("ten slowest:\n      0.50 s  Good.Passes\n1 passed, 0 failed, 0 skipped\n", result.Output);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void The_slowest_tests_stand_first_with_their_names_as_written()
    {
        string[] expected =
        [
            "ten slowest:",
            "  93600.00 s  T.Line break and tab",
            "     61.50 s  T.Single \"quotes\" > over several lines",
            "      2.00 s  T.TimesOut",
            "      1.20 s  T.Odd(s: \"a <b> 'x' &amp; \\n é\")",
            "      0.00 s  T.Fails",
        ];
        Assert.Equal(expected, Summary(["Mixed"]).Output.Split('\n').Take(expected.Length));
    }

    [Fact]
    public void Skipped_tests_stand_under_their_reason() =>
        Assert.Contains("skipped, because:\n  no <shared> folder & \"such\"\n    T.Skipped\n    T.SkippedToo\n", Summary(["Mixed"]).Output, StringComparison.Ordinal);

    [Fact]
    public void Failed_tests_are_named_with_their_message() => Assert.Contains(
        "failed:\n  T.Fails: Assert.Equal() Failure: Strings differ ↓ (pos 0) Expected: \"a <b>\"\n  T.TimesOut: Timeout\n", Summary(["Mixed"]).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("Crashed", "The active test run was aborted. Reason: Test host process crashed", "1 passed, 1 failed, 0 skipped")]
    [InlineData("Empty", "no test left a result", "0 passed, 1 failed, 0 skipped")]
    [InlineData("Gone", "no test left a result", "0 passed, 1 failed, 0 skipped")]
    public void A_project_that_did_not_run_to_the_end_fails_the_run(string project, string message, string closing)
    {
        var result = Summary(project == "Gone" ? [] : [project], project);
        Assert.Contains($"did not run to the end:\n  {project}: {message}\n", result.Output, StringComparison.Ordinal);
        Assert.Equal(closing, result.Output.TrimEnd().Split('\n')[^1]);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public void Results_that_were_cut_off_fail_the_run_at_every_place()
    {
        string whole = File.ReadAllText(Repository.Golden("trx", "Good.trx")).TrimEnd();
        for (int length = 0; length < whole.Length; length += 7)
        {
            _folder.Write("Good.trx", whole[..length]);
            var result = Run("Good");
            Assert.True(result.ExitCode == 1, $"cut after {length} characters: {result}");
            Assert.Contains("did not run to the end:\n  Good: ", result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_results_at_all_are_no_success()
    {
        var result = Summary([]);
        Assert.Equal(("0 passed, 0 failed, 0 skipped\n", 1), (result.Output, result.ExitCode));
    }

    [Fact]
    public void An_unknown_option_of_the_test_command_ends_with_code_2()
    {
        var result = ChildProcess.Run("bash", Repository.At("tests", "run"), "dotnet", "--al");
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("recpipeline test: unknown option '--al'; known are --all and --filter=EXPRESSION (as dotnet test takes it).\n", result.Error);
    }

    public void Dispose() => _folder.Dispose();

    private ChildResult Summary(string[] files, params string[] projects)
    {
        foreach (string file in files)
            File.Copy(Repository.Golden("trx", file + ".trx"), _folder.At(file + ".trx"));
        return Run(projects);
    }

    private ChildResult Run(params string[] projects) => ChildProcess.Run("bash", [Repository.At("tests", "summary"), _folder.Path, .. projects]);
}
