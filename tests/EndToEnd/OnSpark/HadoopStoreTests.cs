using RecPipeline.Jobs.Tables;
using RecPipeline.Jobs.Tests.Tables;
using RecPipeline.Tests.Support;

namespace RecPipeline.EndToEnd.Tests.OnSpark;

/// <summary>What every store promises, through Spark's Hadoop on a folder of this machine.</summary>
[Trait("Tier", "All")]
[Collection(LiveSparkUsers.Name)]
public sealed class HadoopStoreTests(LiveSpark spark) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> AllPromises => [.. typeof(TableStoreTests).GetMethods().Where(method => method.IsDefined(typeof(FactAttribute), false)).Select(method => method.Name)];

    private HadoopStore Store => new(() => spark.Session, "file://" + _folder.At("out"));

    // The shared facts cannot skip themselves where there is no Spark, so they are called one by one.
    [SparkTheory]
    [MemberData(nameof(AllPromises))]
    public async Task It_keeps_what_every_store_promises(string promise)
    {
        if (typeof(Promises).GetMethod(promise)!.Invoke(new Promises(Store), null) is Task task)
            await task;
    }

    [SparkFact]
    public void Describe_Path_HasTheScheme() => Assert.Equal($"file://{_folder.At("out")}/ratings/x", Store.Describe("ratings/x"));

    [SparkFact]
    public void Create_WhereTheFolderIsAFile_SaysWhatAndWhere()
    {
        _folder.Write("out", "a file in place of the folder");
        var error = Assert.Throws<StoreException>(() => Store.Create("t/x"));
        Assert.StartsWith($"Could not create 'file://{_folder.At("out")}/t/x': ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Check that the file system is up, the folder is writable and has room.", error.Message, StringComparison.Ordinal);
    }

    [SparkFact]
    public void TryLock_LockThatStoppedMoving_CanBeTaken()
    {
        _folder.Write("out/_lock", "a run that is gone\nid");
        Assert.Null(Store.TryLock("_lock", "me", out string? holder));
        Assert.Equal("a run that is gone", holder);
        File.SetLastWriteTimeUtc(_folder.At("out", "_lock"), DateTime.UtcNow.AddMinutes(-3));
        using var held = Store.TryLock("_lock", "me", out _);
        Assert.NotNull(held);
        Assert.StartsWith("me\n", File.ReadAllText(_folder.At("out", "_lock")), StringComparison.Ordinal);
    }

    [SparkFact]
    public void TryLock_LockThatWasTakenOver_IsLeftToItsNewOwner()
    {
        var first = Store.TryLock("_lock", "first", out _)!;
        Store.Delete("_lock");
        using var second = Store.TryLock("_lock", "second", out _);
        first.Dispose();
        Assert.StartsWith("second\n", File.ReadAllText(_folder.At("out", "_lock")), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private sealed class Promises(ITableStore store) : TableStoreTests
    {
        protected override ITableStore Store => store;
    }
}
