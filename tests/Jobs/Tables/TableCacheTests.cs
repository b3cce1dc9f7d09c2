using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Tests.Tables;

public class TableCacheTests
{
    private readonly List<string> _log = [];
    private int _made;

    [Fact]
    public void GetOrMake_AskedTwice_MakesOnce()
    {
        var cache = new TableCache(10);
        Assert.Same(Make(cache, "ratings", 4), Make(cache, "ratings", 4));
        Assert.Equal((1, 4L), (_made, cache.KeptBytes));
    }

    [Fact]
    public void GetOrMake_AnotherVersionOrThing_IsAnotherEntry()
    {
        var cache = new TableCache(10);
        Make(cache, "ratings", 2);
        cache.GetOrMake(new CacheKey("ratings", "v2", "rows"), Made, _ => 2);
        cache.GetOrMake(new CacheKey("ratings", "v1", "matrix"), Made, _ => 2);
        Assert.Equal((3, 6L), (_made, cache.KeptBytes));
    }

    [Fact]
    public void GetOrMake_OverTheLimit_LetsGoOfWhatWasUsedLongestAgo()
    {
        var cache = new TableCache(10, _log.Add);
        Make(cache, "a", 4);
        Make(cache, "b", 4);
        Make(cache, "a", 4);
        Make(cache, "c", 4);
        Assert.Equal((true, false, true, 8L), (IsKept(cache, "a"), IsKept(cache, "b"), IsKept(cache, "c"), cache.KeptBytes));
        Assert.Contains("table cache: lets go of rows of 'b', 0 MiB; holds 0 of 0 MiB in 2 entries", _log);
    }

    [Fact]
    public void GetOrMake_LargerThanTheLimit_IsGivenAndPushesNothingOut()
    {
        var cache = new TableCache(10);
        Make(cache, "a", 4);
        Assert.NotNull(Make(cache, "large", 11));
        Assert.Equal((true, false, 4L), (IsKept(cache, "a"), cache.MayHold(Key("large")), cache.KeptBytes));
        Assert.NotNull(Make(cache, "large", 11));
        Assert.Equal(3, _made);
    }

    [Fact]
    public void GetOrMake_NoLimit_KeepsNothing()
    {
        var cache = new TableCache(0);
        Assert.NotSame(Make(cache, "a", 1), Make(cache, "a", 1));
        Assert.Equal((false, 0L), (IsKept(cache, "a"), cache.KeptBytes));
    }

    [Fact]
    public async Task GetOrMake_TwoThreadsAtOnce_MakeOnce()
    {
        var cache = new TableCache(10);
        using var begun = new SemaphoreSlim(0);
        using var go = new SemaphoreSlim(0);
        object Slowly()
        {
            begun.Release();
            go.Wait();
            return Made();
        }
        var first = Task.Run(() => cache.GetOrMake(Key("a"), Slowly, _ => 4));
        await begun.WaitAsync();
        var second = Task.Run(() => cache.GetOrMake(Key("a"), Made, _ => 4));
        go.Release();
        Assert.Same(await first, await second);
        Assert.Equal((1, 4L), (_made, cache.KeptBytes));
    }

    [Fact]
    public void GetOrMake_MakingFails_ThrowsAndTriesAgain()
    {
        var cache = new TableCache(10);
        var error = Assert.Throws<StoreException>(() => cache.GetOrMake<object>(Key("a"), () => throw new StoreException("damaged"), _ => 4));
        Assert.Equal("damaged", error.Message);
        Assert.NotNull(Make(cache, "a", 4));
        Assert.Equal(4, cache.KeptBytes);
    }

    [Fact]
    public void KeepOnly_OtherTables_AreLetGo()
    {
        var cache = new TableCache(10);
        Make(cache, "a", 4);
        Make(cache, "b", 4);
        cache.KeepOnly(new HashSet<string> { "b" });
        Assert.Equal((false, true, 4L), (IsKept(cache, "a"), IsKept(cache, "b"), cache.KeptBytes));
    }

    [Fact]
    public void Bytes_AllKindsOfColumns_CountsValuesOffsetsAndBitmaps()
    {
        var lists = Columns.Lists([0, 2, 2], Columns.Int32([7, 8])); // 12 + 8
        var texts = StringColumns.Of(["ab", null]);                    // 12 + 2, and a bitmap of 1
        var pair = new StructColumn(new StructType(FieldList.Of(new Field("x", DataType.Int64))), 2, [Columns.Int64([1, 2])]); // 16
        var schema = FieldList.Of(new("lists", lists.Type), new("texts", DataType.Utf8, true), new("pair", pair.Type));
        Assert.Equal(20 + 15 + 16, TableCache.Bytes(new RecordBatch(schema, lists, texts, pair)));
    }

    private static CacheKey Key(string table) => new(table, "v1", CacheKey.Rows);

    private static bool IsKept(TableCache cache, string table) => cache.Find<object>(Key(table)) is not null;

    private object Make(TableCache cache, string table, long bytes) => cache.GetOrMake(Key(table), Made, _ => bytes);

    private object Made()
    {
        Interlocked.Increment(ref _made);
        return new object();
    }
}
