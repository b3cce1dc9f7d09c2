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
        Launcher.Run("--version"); // builds, when somebody runs these tests alone
        Result = Launcher.Run("run", "--out", Output, "--date", "2026-01-31");
    }

    public string Output => _folder.At("out");

    /// <summary>The shipped configuration, as far as these tests need it.</summary>
    public PipelineOptions Options { get; } = ConfigurationLoader.Load([Repository.At("conf", "pipeline.json")], new Dictionary<string, string>(), []);

    public LocalStore Store => new(Output);

    public Catalog Catalog => new(Store);

    internal ChildResult Result { get; }

    public void Dispose() => _folder.Dispose();
}

[CollectionDefinition(nameof(SampleRun))]
public class SampleRunUsers : ICollectionFixture<SampleRun>;
