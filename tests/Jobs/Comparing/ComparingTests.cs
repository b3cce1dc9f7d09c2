using RecPipeline.Jobs.Comparing;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Comparing;

public sealed class ComparingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Of_ARunAndItself_HasNoChange()
    {
        var run = Run(options => options);
        var changes = ListChanges.Of(run, run);
        Assert.Equal((30, 0, 0), (changes.CommonUsers, changes.OnlyA, changes.OnlyB));
        Assert.Equal([0d, 1d, 0d], changes.Rows.Select(row => Math.Round(row.Value, 12)));
        Assert.All(MetricPairs.Of(run, run), pair => Assert.Equal(pair.A, pair.B));
        Assert.NotEmpty(MetricPairs.Of(run, run));
        Assert.All(RunPairs.Account(run, run), line => Assert.Equal(line[1], line[2]));
    }

    [Fact]
    public void Of_ARunWithFewerUsersAndItems_MatchesByRawIds()
    {
        var (a, b) = (Run(options => options), Run(options => options with { Clean = options.Clean with { MinUserRatings = 100 } }));
        var changes = ListChanges.Of(a, b);
        Assert.Equal(b.Contract("users").Rows, changes.CommonUsers);
        Assert.Equal(30 - changes.CommonUsers, changes.OnlyA);
        Assert.InRange(changes.Rows[0].Value, 0.01, 0.99);
        Assert.Contains(RunPairs.Account(a, b), line => line[0] == "filtered: minUserRatings" && line[1].Length == 0 && line[2].Length > 0);
    }

    public void Dispose() => _folder.Dispose();

    private Catalog Run(Func<PipelineOptions, PipelineOptions> change)
    {
        var store = new MemoryStore();
        SmallRun.Execute(store, change(SmallRun.Options(SmallData.Write(_folder))), new StageSelection());
        return new Catalog(store);
    }
}
