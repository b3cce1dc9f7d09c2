using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;
using Xunit.Abstractions;

namespace RecPipeline.EndToEnd.Tests;

/// <summary>The program is killed with SIGKILL in every stage and started again: in the end the tables are those of an undisturbed run.</summary>
/// <remarks>One chain per moment: killed in the first stage, started again and killed in the next one, and so on over one output folder.</remarks>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private const string Every = "clean split popularity similarity als top-n evaluate gate publish report";
    private const string ReadTables = "split popularity similarity als top-n evaluate gate publish report";
    private const string WriteTables = "clean split popularity similarity als top-n evaluate publish";
    private const string Publish = "clean split popularity similarity als top-n evaluate publish report";
    private const string ReportProgress = "clean split als top-n evaluate";
    private const int Killed = 137, Moments = 20;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("write", WriteTables)]
    [InlineData("published", Publish)]
    public void A_run_killed_in_every_stage_ends_with_the_tables_of_an_undisturbed_run(string moment, string stages) =>
        KillInEvery(moment, stages.Split(' '), SmallRun.Options(SmallData.Write(_folder), _folder.At("out")));

    [Theory]
    [Trait("Tier", "All")]
    [InlineData("begin", Every)]
    [InlineData("read", ReadTables)]
    [InlineData("advance", ReportProgress)]
    [InlineData("close", WriteTables)]
    [InlineData("publish", Publish)]
    public void A_run_killed_at_other_moments_ends_with_the_tables_of_an_undisturbed_run(string moment, string stages) =>
        KillInEvery(moment, stages.Split(' '), SmallRun.Options(SmallData.Write(_folder), _folder.At("out")));

    [Theory]
    [Trait("Tier", "All")]
    [InlineData("advance", ReportProgress)]
    [InlineData("close", WriteTables)]
    [InlineData("published", Publish)]
    public void A_run_on_the_whole_sample_survives_the_same(string moment, string stages)
    {
        var options = new PipelineOptions { Output = _folder.At("out"), Clean = new CleanOptions { TimeMax = 1_600_000_000 } };
        string data = Repository.At("data", "ml-latest-small");
        KillInEvery(moment, stages.Split(' '), options with { Input = new InputOptions { Ratings = Path.Combine(data, "ratings.csv"), Items = Path.Combine(data, "movies.csv") } });
    }

    // Twenty equal parts of the run's events, one moment drawn from each; the last lie in publish and report.
    [Fact]
    [Trait("Tier", "All")]
    public void A_run_killed_at_20_drawn_moments_goes_on_to_the_same_tables()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var (random, small) = (new Random(seed), SmallRun.Options(SmallData.Write(_folder), _folder.At("whole")));
        var undisturbed = Undisturbed(small);
        int events = Events(small);
        for (int part = 0; part < Moments; part++)
        {
            int number = (events * part / Moments) + 1 + random.Next(events / Moments);
            var options = small with { Output = _folder.At($"part-{part}") };
            var killed = Run($"any:{number}", options);
            Assert.True(killed.ExitCode == Killed, $"seed {seed}, event {number} of {events}: {killed}");
            Tables.CheckVisible(new LocalStore(options.Output), options);
            SmallRun.Execute(new LocalStore(options.Output), options);
            Assert.Equal(undisturbed, SmallRun.Hashes(new LocalStore(options.Output), options));
            Assert.Empty(Directory.EnumerateFiles(options.Output, "*.tmp", SearchOption.AllDirectories));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static int Events(PipelineOptions options)
    {
        var whole = Run("none:none", options);
        Assert.True(whole.ExitCode == 0, whole.ToString());
        return int.Parse(whole.Output.Split(' ')[^1]);
    }

    private static void KillInEvery(string moment, string[] stages, PipelineOptions options)
    {
        var store = new LocalStore(options.Output);
        int visible = 0;
        foreach (string stage in stages)
        {
            var result = Run($"{stage}:{moment}", options);
            Assert.True(result.ExitCode == Killed, $"killed in {stage}: {result}");
            int now = Tables.CheckVisible(store, options);
            Assert.True(now >= visible, $"killed in {stage}: {visible} tables were visible before, {now} are now");
            visible = now;
        }
        var last = Run("none:none", options);
        Assert.True(last.ExitCode == 0, last.ToString());
        Tables.CheckVisible(store, options);
        Assert.Equal(Undisturbed(options), SmallRun.Hashes(store, options));
    }

    private static SortedDictionary<string, string> Undisturbed(PipelineOptions options)
    {
        var store = new MemoryStore();
        SmallRun.Execute(store, options);
        return SmallRun.Hashes(store, options);
    }

    private static ChildResult Run(string moment, PipelineOptions options)
    {
        var settings = OptionProperties.Describe(options).Select(option => $"{option.Path}={option.Default!.ToJsonString()}");
        using var child = CrashHostProgram.Start(["run", moment, .. settings]);
        return child.Wait();
    }
}
