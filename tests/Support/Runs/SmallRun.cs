using RecPipeline.Jobs;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Engines;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Als;
using Serilog;
using Serilog.Core;

namespace RecPipeline.Tests.Support.Runs;

/// <summary>Runs the pipeline inside the test's process, over any store.</summary>
internal static class SmallRun
{
    /// <summary>Options with which every stage is done within a few milliseconds on <see cref="SmallData"/>.</summary>
    public static PipelineOptions Options((string Ratings, string Items) input, string output = "memory") => new PipelineOptions
    {
        Input = new InputOptions { Ratings = input.Ratings, Items = input.Items, Layout = "movielens" },
        Output = output,
        Threads = 2,
        Clean = new CleanOptions { TimeMax = 1_600_000_000 },
        TopN = new TopNOptions { Candidates = 20 },
        Evaluate = new EvaluateOptions { Resamples = 100 },
    }.WithSmallModels();

    /// <summary>Factors of rank 4 after two iterations.</summary>
    public static PipelineOptions WithSmallModels(this PipelineOptions options) => options
        .With<AlsOptions>("als", als => als with { Rank = 4, MaxIter = 2 })
        .With<AlsRatingsOptions>("als-ratings", als => als with { Rank = 4, MaxIter = 2 })
        .With<AlsRatingsOptions>("als-plain", als => als with { Rank = 4, MaxIter = 2 });

    // Some tables fit, not all at once.
    private const long CacheBytes = 100_000;

    /// <summary>Runs the selected stages and returns the run with its outcomes.</summary>
    public static RunContext Execute(
        ITableStore store, PipelineOptions options, StageSelection? selection = null, bool force = false, SparkEngine? spark = null,
        ILogger? log = null, CancellationToken cancellation = default)
    {
        var started = DateTimeOffset.UtcNow;
        var run = new RunContext(options, new Catalog(store, options.EffectiveThreads, new TableCache(CacheBytes)), new DateOnly(2026, 1, 31), started, log ?? Logger.None, new Silence(), cancellation) { Spark = spark };
        new PipelineRun(run, selection ?? new StageSelection(), force).Execute();
        return run;
    }

    /// <summary>Content hash of every table that is visible in a store.</summary>
    public static SortedDictionary<string, string> Hashes(ITableStore store, PipelineOptions options)
    {
        var catalog = new Catalog(store);
        var contracts = Pipeline.Stages.SelectMany(stage => stage.Outputs(options)).Select(catalog.FindContract).OfType<TableContract>();
        return new SortedDictionary<string, string>(contracts.ToDictionary(contract => contract.Table, contract => contract.ContentHash), StringComparer.Ordinal);
    }

    private sealed class Silence : IRunProgress
    {
        public void Begin(string stage)
        {
        }

        public void Advance(double share)
        {
        }

        public void End(StageStatus status, double seconds)
        {
        }
    }
}
