using RecPipeline.Formats.Columns;
using RecPipeline.Formats.Parquet;
using RecPipeline.Jobs.Tables;

namespace RecPipeline.Jobs.Tests.Tables;

/// <summary>What a damaged or exchanged file gives is an error or the rows that were written, whatever the Parquet library makes of it.</summary>
public class ContentProofTests
{
    private static readonly FieldList Schema = FieldList.Of(new("user_index", DataType.Int32), new("rating", DataType.Float32));

    private readonly MemoryStore _store = new();

    private Catalog Catalog => new(_store);

    [Fact]
    public void Load_AnyByteOfAFileInverted_IsAnErrorOrTheSameRows()
    {
        Publish("t", "k1", [.. Enumerable.Range(1, 40)]);
        byte[] file = Bytes("t/v-k1-1/part-00000.parquet");
        for (int at = 0; at < file.Length; at++)
        {
            byte[] changed = [.. file];
            changed[at] ^= 0xFF;
            _store.Replace("t/v-k1-1/part-00000.parquet", changed);
            if (Loaded() is { } table)
                Assert.Equal(Enumerable.Range(1, 40), table.Array<int>("user_index"));
        }
    }

    [Fact]
    public void Load_OtherRowsThanWereHashed_NamesTableAndStage()
    {
        Publish("t", "k1", [1, 2, 3]);
        Publish("other", "k1", [1, 2, 4]);
        _store.Replace("t/v-k1-1/part-00000.parquet", Bytes("other/v-k1-1/part-00000.parquet"));
        foreach (string[] columns in new string[][] { [], ["rating"] })
        {
            var error = Assert.Throws<StoreException>(() => Catalog.Load("t", columns));
            Assert.StartsWith("Reading table 't' in 'memory:t/v-k1-1': its files hold rows of the content hash 3-", error.Message, StringComparison.Ordinal);
            Assert.EndsWith(" A file was changed or damaged; run stage 'test' again with --force.", error.Message, StringComparison.Ordinal);
        }
    }

    private byte[] Bytes(string path)
    {
        using var stream = _store.Open(path);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    // Both errors are the expected outcome.
    private Table? Loaded()
    {
        try
        {
            return Catalog.Load("t");
        }
        catch (Exception error) when (error is ParquetFormatException or StoreException)
        {
            return null;
        }
    }

    private void Publish(string table, string key, int[] users)
    {
        using var draft = Catalog.Draft(table, key, Schema);
        draft.Write(new RecordBatch(Schema, Columns.Int32(users), Columns.Float32([.. users.Select(user => user / 2f)])));
        draft.Close();
        Catalog.Publish(CatalogTests.Contract(table, key, draft));
    }
}
