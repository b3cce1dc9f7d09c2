using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Kernels;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.EndToEnd.Tests;

/// <summary>Neither threads nor the width of the processor's vectors change a table.</summary>
[Collection(nameof(SampleRun))]
public sealed class SameTablesTests(SampleRun sample) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Any_number_of_threads_writes_the_same_tables()
    {
        var options = SmallRun.Options(SmallData.Write(_folder));
        var runs = new[] { 1, 2, 3, 16 }.Select(threads => HashesInMemory(options with { Threads = threads })).ToArray();
        Assert.All(runs, run => Assert.Equal(runs[0], run));
    }

    [Theory]
    [Trait("Tier", "All")]
    [InlineData(1)]
    [InlineData(5)]
    public void Any_number_of_threads_writes_the_same_tables_of_the_sample(int threads) => Assert.Equal(
        SmallRun.Hashes(sample.Store, sample.Options), Hashes("--threads", $"{threads}"));

    [Fact]
    public void Shuffled_input_rows_write_the_same_tables()
    {
        var (ratings, items) = SmallData.Write(_folder);
        string[] lines = File.ReadAllLines(ratings);
        string[] rows = [.. lines.Skip(1)];
        new Random(11).Shuffle(rows);
        string shuffled = _folder.Write("shuffled.csv", string.Join('\n', rows.Prepend(lines[0])) + "\n");
        Assert.Equal(HashesInMemory(SmallRun.Options((ratings, items))), HashesInMemory(SmallRun.Options((shuffled, items))));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_kernel_variant_writes_the_same_tables(string variant)
    {
        using var environment = new Setting(KernelChoice.EnvironmentVariable, variant);
        var options = SmallRun.Options(SmallData.Write(_folder), _folder.At("out"));
        using var child = CrashHostProgram.Start(["run", "none:none", .. OptionProperties.Describe(options).Select(option => $"{option.Path}={option.Default!.ToJsonString()}")]);
        var result = child.Wait();
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal(HashesInMemory(options), SmallRun.Hashes(new LocalStore(options.Output), options));
    }

    public static TheoryData<string> Variants => [.. KernelChoice.Supported.Select(variant => variant.ToString())];

    [Theory]
    [Trait("Tier", "All")]
    [MemberData(nameof(Variants))]
    public void Every_kernel_variant_writes_the_same_tables_of_the_sample(string variant)
    {
        using var environment = new Setting(KernelChoice.EnvironmentVariable, variant);
        Assert.Equal(SmallRun.Hashes(sample.Store, sample.Options), Hashes());
    }

    public void Dispose() => _folder.Dispose();

    private static SortedDictionary<string, string> HashesInMemory(PipelineOptions options)
    {
        var store = new MemoryStore();
        SmallRun.Execute(store, options);
        return SmallRun.Hashes(store, options);
    }

    private SortedDictionary<string, string> Hashes(params string[] arguments)
    {
        var result = Launcher.Run(["run", "--out", _folder.At("out"), "--date", "2026-01-31", .. arguments]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return SmallRun.Hashes(new LocalStore(_folder.At("out")), sample.Options);
    }

    /// <summary>An environment variable that children inherit until the test ends.</summary>
    private sealed class Setting : IDisposable
    {
        private readonly string _name;
        private readonly string? _before;

        public Setting(string name, string value)
        {
            (_name, _before) = (name, Environment.GetEnvironmentVariable(name));
            Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose() => Environment.SetEnvironmentVariable(_name, _before);
    }
}
