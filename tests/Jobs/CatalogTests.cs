using System.Text.Json.Nodes;
using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Tests;

public class CatalogTests
{
    private static readonly FieldList Schema = FieldList.Of(new("user_index", DataType.Int32), new("rating", DataType.Float32));
    private static readonly FieldList Partitioned = FieldList.Of(new("role", DataType.Utf8), new("user_index", DataType.Int32), new("rating", DataType.Float32));

    private readonly MemoryStore _store = new();

    private Catalog Catalog => new(_store);

    [Fact]
    public void Load_PublishedTable_GivesItsRows()
    {
        Publish("t", "k1", [1, 2, 3]);
        Assert.Equal([1, 2, 3], Catalog.Load("t").Array<int>("user_index"));
        Assert.Equal([0.5f, 1f, 1.5f], Catalog.Load("t", "rating").Array<float>("rating"));
        Assert.Equal(["_contract.json", "v-k1-1/"], _store.List("t"));
    }

    [Fact]
    public void Load_TableThatWasNeverPublished_SaysWhatToDo()
    {
        using (var draft = Catalog.Draft("t", "k1", Schema))
            draft.Write(Batch([1]));
        Assert.Null(Catalog.FindContract("t"));
        var error = Assert.Throws<StoreException>(() => Catalog.Load("t"));
        Assert.Equal("Table 't' is not in 'memory:'. Run the stage that writes it first.", error.Message);
    }

    [Fact]
    public void Load_TableWithoutRows_HasItsColumns()
    {
        Publish("t", "k1", []);
        var table = Catalog.Load("t");
        Assert.Equal(0, table.Rows);
        Assert.Empty(table.Array<int>("user_index"));
        Assert.Empty(Catalog.Load("t", "rating").Array<float>("rating"));
    }

    [Fact]
    public void Publish_AnotherVersion_RemovesTheOneBefore()
    {
        Publish("t", "k1", [1]);
        Publish("t", "k2", [2]);
        Assert.Equal([2], Catalog.Load("t").Array<int>("user_index"));
        Assert.Equal(["_contract.json", "v-k2-1/"], _store.List("t"));
    }

    [Fact]
    public void Publish_TheSameKeyAgain_WritesAnotherFolder()
    {
        Publish("t", "k1", [1]);
        Publish("t", "k1", [1]);
        Assert.Equal(["_contract.json", "v-k1-2/"], _store.List("t"));
    }

    [Fact]
    public void Draft_AfterAKilledRun_DoesNotWriteIntoWhatItLeft()
    {
        using (var left = Catalog.Draft("t", "k1", Schema))
            left.Write(Batch([1]));
        using var draft = Catalog.Draft("t", "k1", Schema);
        Assert.Equal("t/v-k1-2", draft.Folder);
    }

    [Fact]
    public void Draft_TablesInsideATablesFolder_AreNotTakenForVersions()
    {
        Publish("published/recommendations", "k1", [1]);
        Publish("published", "k2", [2]);
        Publish("published", "k3", [3]);
        Assert.Equal([1], Catalog.Load("published/recommendations").Array<int>("user_index"));
    }

    [Fact]
    public void Read_PartitionedTable_GivesTheRowsOfEveryFolder()
    {
        using var draft = Catalog.Draft("t", "k1", Partitioned, "role");
        draft.Write(Batch([1, 2]), "role=train/part=000");
        draft.Write(Batch([3]), "role=validation/part=000");
        draft.Close();
        Catalog.Publish(Contract("t", "k1", draft));
        Assert.Equal([1, 2, 3], Catalog.Load("t").Array<int>("user_index"));
        Assert.Equal(["role=train/", "role=validation/"], _store.List("t/v-k1-1"));
    }

    [Fact]
    public void Draft_SameRowsInAnyFilesAndOrder_HaveOneHash()
    {
        using var one = Catalog.Draft("one", "k", Schema);
        one.Write(Batch([1, 2, 3]));
        using var other = Catalog.Draft("other", "k", Schema);
        other.Write(Batch([3]), "part=1");
        other.Write(Batch([1, 2]), "part=2");
        using var different = Catalog.Draft("different", "k", Schema);
        different.Write(Batch([1, 2, 4]));
        Assert.Equal(one.Hash, other.Hash);
        Assert.NotEqual(one.Hash, different.Hash);
    }

    [Fact]
    public void Read_MissingFile_SaysHowManyRowsThereAre()
    {
        using var draft = Catalog.Draft("t", "k1", Schema);
        draft.Write(Batch([1, 2]), "part=0");
        draft.Write(Batch([3]), "part=1");
        draft.Close();
        Catalog.Publish(Contract("t", "k1", draft));
        _store.Delete("t/v-k1-1/part=1");
        var error = Assert.Throws<StoreException>(() => Catalog.Load("t"));
        Assert.Equal(
            "Reading table 't' in 'memory:t/v-k1-1': its files hold 2 rows, its contract promises 3. A file was removed or added; run stage 'test' again with --force.",
            error.Message);
    }

    [Fact]
    public void Read_FileOfAKilledDraft_IsNoTable()
    {
        using (var draft = Catalog.Draft("t", "k1", Schema))
            draft.Write(Batch([1]));
        using var stream = _store.Open("t/v-k1-1/part-00000.parquet");
        Assert.Throws<ParquetFormatException>(() => new ParquetReader(stream, "t"));
    }

    [Fact]
    public void IsFresh_InputChanged_IsFalse()
    {
        Publish("ratings", "k1", [1]);
        var contract = Publish("t", "k1", [5]) with { Inputs = new Dictionary<string, string> { ["ratings"] = Catalog.Contract("ratings").ContentHash } };
        Assert.True(Catalog.IsFresh(contract));
        Publish("ratings", "k2", [1]);
        Assert.True(Catalog.IsFresh(contract)); // the same content under another key
        Publish("ratings", "k3", [2]);
        Assert.False(Catalog.IsFresh(contract));
    }

    private TableContract Publish(string table, string key, int[] users)
    {
        using var draft = Catalog.Draft(table, key, Schema);
        if (users.Length > 0)
            draft.Write(Batch(users));
        draft.Close();
        var contract = Contract(table, key, draft);
        Catalog.Publish(contract);
        return contract;
    }

    private static RecordBatch Batch(int[] users) => new(Schema, Columns.Int32(users), Columns.Float32([.. users.Select(user => user / 2f)]));

    internal static TableContract Contract(string table, string key, TableDraft draft) => new()
    {
        Table = table,
        Stage = "test",
        StageVersion = 1,
        Key = key,
        Folder = draft.Folder[(table.Length + 1)..],
        Schema = ColumnContract.Of(draft.Schema),
        Rows = draft.Hash.Rows,
        ContentHash = draft.Hash.ToString(),
        Inputs = new Dictionary<string, string>(),
        Options = [],
        Properties = new JsonObject(),
        Engine = "local",
        Program = "test",
        Created = DateTimeOffset.UnixEpoch,
        StageSeconds = 0,
    };
}
