using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;
using RecPipeline.Tests.Support.Stores;

namespace RecPipeline.EndToEnd.Tests;

/// <summary>Each call of the store fails once: a clear message, nothing half visible, and the next run is right.</summary>
public sealed class StoreFailureTests : IDisposable
{
    /// <summary>The quick tier takes every so-manieth call; a prime, so that it meets calls of every kind.</summary>
    private const int Step = 23;

    private readonly TemporaryFolder _folder = new();
    private readonly PipelineOptions _options;
    private readonly SortedDictionary<string, string> _undisturbed;

    public StoreFailureTests()
    {
        _options = SmallRun.Options(SmallData.Write(_folder));
        _undisturbed = SmallRun.Hashes(Filled(_options), _options);
    }

    [Fact]
    public void Some_calls_fail_once_and_the_next_run_is_right() => FailAt(() => new MemoryStore(), Step);

    [Fact]
    [Trait("Tier", "All")]
    public void Every_call_fails_once_and_the_next_run_is_right() => FailAt(() => new MemoryStore(), step: 1);

    // A run over other tables also deletes those, and the reader of an old version must still see it whole.
    [Fact]
    [Trait("Tier", "All")]
    public void Calls_of_a_run_over_other_tables_fail_once_and_the_next_run_is_right()
    {
        var others = Filled(_options with { Seed = 7, Clean = _options.Clean with { RatingRange = [0.5, 4.5], MaxRejectedShare = 1 } });
        FailAt(() => Copy(others), step: 3);
    }

    public void Dispose() => _folder.Dispose();

    private void FailAt(Func<ITableStore> before, int step)
    {
        int calls = Calls(before());
        Assert.True(calls > 300, $"A run makes {calls} calls only.");
        // Runs this small leave cores free; each has a store of its own.
        Parallel.For(0, (calls + step - 1) / step, place => FailOnce(before(), 1 + (place * step)));
    }

    private void FailOnce(ITableStore store, int number)
    {
        var error = Record.Exception(() => SmallRun.Execute(FailingStore.At(number, store), _options));
        Assert.True(error is StoreException or UsageException, $"call {number}: {error}");
        Assert.Contains("this call was made to fail.", error.Message, StringComparison.Ordinal);
        Tables.CheckVisible(store, _options);
        SmallRun.Execute(store, _options);
        Assert.Equal(_undisturbed, SmallRun.Hashes(store, _options));
        Tables.CheckVisible(store, _options);
    }

    private int Calls(ITableStore store)
    {
        var watched = new WatchedStore(store, _ => { });
        SmallRun.Execute(watched, _options);
        return watched.Calls;
    }

    private static MemoryStore Filled(PipelineOptions options)
    {
        var store = new MemoryStore();
        SmallRun.Execute(store, options);
        return store;
    }

    private static MemoryStore Copy(MemoryStore from)
    {
        var to = new MemoryStore();
        Copy(from, "", to);
        return to;
    }

    private static void Copy(MemoryStore from, string folder, MemoryStore to)
    {
        foreach (string name in from.List(folder))
        {
            if (name.EndsWith('/'))
            {
                Copy(from, folder + name, to);
                continue;
            }
            using var content = (MemoryStream)from.Open(folder + name);
            to.Replace(folder + name, content.ToArray());
        }
    }
}
