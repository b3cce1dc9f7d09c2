using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Tests;

/// <summary>A run decodes a version of a table once. That nothing is read again shows by files that are gone.</summary>
public class CachedCatalogTests
{
    private static readonly FieldList Schema = FieldList.Of(new("user_index", DataType.Int32), new("rating", DataType.Float32));

    private readonly MemoryStore _store = new();
    private readonly TableCache _cache = new(1000);
    private readonly Catalog _catalog;

    public CachedCatalogTests() => _catalog = new Catalog(_store, 1, _cache);

    [Fact]
    public void Load_SecondTime_GivesTheSameArrays()
    {
        Publish("k1", [1, 2, 3]);
        int[] users = _catalog.Load("t").Array<int>("user_index");
        _store.Delete("t/v-k1-1");
        Assert.Same(users, _catalog.Load("t", "user_index").Array<int>("user_index"));
        Assert.Equal([0.5f, 1f, 1.5f], _catalog.Load("t", "rating").Array<float>("rating"));
        Assert.Equal(24, _cache.KeptBytes);
    }

    [Fact]
    public void Read_OfATableThatIsKept_DecodesNothing()
    {
        Publish("k1", [1, 2, 3]);
        _catalog.Load("t", "rating");
        _store.Delete("t/v-k1-1");
        Assert.Equal([1, 2, 3], Assert.Single(_catalog.Read("t", "user_index")).Values<int>("user_index").ToArray());
        Assert.Equal(["user_index", "rating"], Assert.Single(_catalog.Read("t")).Schema.Select(field => field.Name));
    }

    [Fact]
    public void Read_OfATableThatIsNotKept_DoesNotKeepIt()
    {
        Publish("k1", [1, 2, 3]);
        Assert.Equal(3, Assert.Single(_catalog.Read("t")).RowCount);
        Assert.Equal(0, _cache.KeptBytes);
    }

    [Theory]
    [InlineData(3, 24)]
    [InlineData(200, 0)]
    public void Read_OfATableThatALaterStageReads_KeepsWhatFits(int rows, long kept)
    {
        Publish("k1", [.. Enumerable.Range(0, rows)]);
        _catalog.KeepOnly(new HashSet<string> { "t" }, new HashSet<string> { "t" });
        Assert.Equal(rows, _catalog.Read("t").Sum(batch => batch.RowCount));
        Assert.Equal(kept, _cache.KeptBytes);
        Assert.Equal(rows, _catalog.Read("t").Sum(batch => batch.RowCount));
    }

    [Fact]
    public void Load_AnotherVersion_IsReadAnew()
    {
        Publish("k1", [1]);
        Assert.Equal([1], _catalog.Load("t").Array<int>("user_index"));
        Publish("k2", [2]);
        Assert.Equal([2], _catalog.Load("t").Array<int>("user_index"));
        Publish("k1", [3]); // the folder's name of the first version, with other rows
        Assert.Equal([3], _catalog.Load("t").Array<int>("user_index"));
    }

    [Fact]
    public void Load_TableWithoutRows_HasItsColumnsEachTime()
    {
        Publish("k1", []);
        for (int time = 0; time < 2; time++)
            Assert.Empty(_catalog.Load("t", "rating").Array<float>("rating"));
        Assert.Equal(0, Assert.Single(_catalog.Read("t", "rating")).RowCount);
    }

    [Fact]
    public void Load_TableLargerThanTheLimit_IsReadEachTime()
    {
        Publish("k1", [.. Enumerable.Range(0, 200)]);
        Assert.Equal(200, _catalog.Load("t").Rows);
        Assert.Equal([0f, 0.5f], _catalog.Load("t", "rating").Array<float>("rating")[..2]);
        Assert.Equal(0, _cache.KeptBytes);
    }

    [Fact]
    public void Made_SecondTime_IsTheSame()
    {
        Publish("k1", [1, 2, 3]);
        int[] Users() => _catalog.Made("t", "users", () => _catalog.Pass("t", "user_index").Array<int>("user_index"), users => users.Length * sizeof(int));
        Assert.Same(Users(), Users());
        Assert.Equal(12, _cache.KeptBytes); // the rows under it are not kept
        _catalog.KeepOnly(new HashSet<string> { "other" }, new HashSet<string>());
        Assert.Equal(0, _cache.KeptBytes);
    }

    private void Publish(string key, int[] users)
    {
        using var draft = _catalog.Draft("t", key, Schema);
        draft.Write(new RecordBatch(Schema, Columns.Int32(users), Columns.Float32([.. users.Select(user => user / 2f)])));
        draft.Close();
        _catalog.Publish(CatalogTests.Contract("t", key, draft));
    }
}
