using System.Diagnostics;
using RecPipeline.Jobs;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests;

/// <summary>One run on the shipped sample with the shipped configuration; tests that only look share it.</summary>
public sealed class SampleRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SampleRun()
    {
        Launcher.Run("--version"); // builds, when somebody runs these tests alone; the build is no part of the run's time
        var clock = Stopwatch.StartNew();
        Result = Launcher.Run("run", "--out", Output, "--date", "2026-01-31");
        Seconds = clock.Elapsed.TotalSeconds;
    }

    public string Output => _folder.At("out");

    public double Seconds { get; }

    /// <summary>The shipped configuration, as far as these tests need it.</summary>
    public PipelineOptions Options { get; } = ConfigurationLoader.Load([Repository.At("conf", "pipeline.json")], new Dictionary<string, string>(), []);

    public LocalStore Store => new(Output);

    public Catalog Catalog => new(Store);

    internal ChildResult Result { get; }

    public void Dispose() => _folder.Dispose();
}

[CollectionDefinition(nameof(SampleRun))]
public class SampleRunUsers : ICollectionFixture<SampleRun>;
