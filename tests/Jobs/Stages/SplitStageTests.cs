using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Stages.Split;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Splitting;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

public sealed class SplitStageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();
    private readonly PipelineOptions _options;

    public SplitStageTests() => _options = SmallRun.Options(SmallData.Write(_folder));

    [Theory]
    [InlineData("loo_last", 1)]
    [InlineData("strong_liked", 4)]
    public void Run_SplitThatLeaks_FailsTheRunAndNamesARow(string protocol, int expected)
    {
        var options = _options with { Evaluate = _options.Evaluate with { Protocols = [protocol] } };
        var run = SmallRun.Execute(_store, options, new StageSelection(To: "clean"));
        using var context = new StageContext(run, "key", Pipeline.Stages[1].Outputs(options));
        var error = Assert.Throws<PipelineException>(() => SplitLocal.Run(context, name => new Leaky(Splits.Named(name), expected)));
        Assert.Equal(ExitCode.Failed, error.Code);
        Assert.StartsWith($"Splitting by '{protocol}', fold 0: {expected} rows leak from test into training, such as user index ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("This is a defect of the split; please report it with the seed (42).", error.Message, StringComparison.Ordinal);
        Assert.Null(new Catalog(_store).FindContract($"eval/{protocol}/fold=0/train"));
    }

    [Fact]
    public void Run_EveryProtocol_WritesItsTablesAndItsProof()
    {
        string[] protocols = [.. Splits.Names];
        var options = _options with { Evaluate = _options.Evaluate with { Protocols = protocols, Folds = 2 } };
        SmallRun.Execute(_store, options, new StageSelection(To: "split"));
        var catalog = new Catalog(_store);
        var proofs = catalog.Contract("eval/liang/fold=0/train").Properties["proofs"]!.AsArray();
        Assert.Equal(protocols.Sum(protocol => Math.Min(2, Splits.Named(protocol).Folds)), proofs.Count);
        Assert.All(proofs, proof => Assert.Equal(0, (int)proof!["proof"]!["violations"]!));
        Assert.All(protocols, protocol => Assert.NotEqual(0, catalog.Contract($"eval/{protocol}/fold=0/test").Rows));
    }

    [Fact]
    public void Run_Liang_IsMeasuredAsRanking()
    {
        var options = _options with { Evaluate = _options.Evaluate with { Protocols = ["liang"], LiangUsers = 5 }, Gate = new GateOptions { Metrics = [] } };
        SmallRun.Execute(_store, options, new StageSelection(To: "evaluate"));
        var rows = MetricsReading.Rows(new Catalog(_store));
        Assert.Contains(rows, row => row is { Protocol: "liang", Model: "blend", Metric: "NDCG", Cutoff: 100, Users: > 0 and <= 5 });
        Assert.Contains(rows, row => row is { Metric: "RecallCapped", Cutoff: 20 });
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A split with some rows moved to where they must not be.</summary>
    private sealed class Leaky(ISplit split, int users) : ISplit
    {
        public string Name => split.Name;

        public string Definition => split.Definition;

        public int Folds => split.Folds;

        public SplitPromises Promises => split.Promises;

        // A user's first row tests while later ones train, or a held-out user's history trains.
        public RowRole[] Assign(RatingRows rows, int fold, long seed)
        {
            var roles = split.Assign(rows, fold, seed);
            var offsets = rows.UserOffsets();
            for (int user = 0, broken = 0; broken < users && user < rows.Users; user++)
            {
                var own = Enumerable.Range(offsets[user], offsets[user + 1] - offsets[user]);
                int row = split.Promises.HasFlag(SplitPromises.HeldOutUsers) ? own.FirstOrDefault(at => roles[at] == RowRole.FoldIn, -1) : own.MinBy(at => rows.Timestamp[at]);
                if (row < 0)
                    continue;
                roles[row] = split.Promises.HasFlag(SplitPromises.HeldOutUsers) ? RowRole.Train : RowRole.Test;
                broken++;
            }
            return roles;
        }
    }
}
