using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Stages;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Splitting;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>Raw ids of both types, from the file to what is published.</summary>
public sealed class RawIdTests : IDisposable
{
    private const string Header = "userId,movieId,rating,timestamp\n";
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    private Catalog Catalog => new(_store);

    [Fact]
    public void Clean_TextIds_AreNumberedInTheOrderOfTheirBytes()
    {
        Clean("b,tt9,4.0,1000000000\nB,tt10,3.0,1000000000\né,tt9,5.0,1000000000\na,tt9,2.0,1000000000\n", Texts);
        Assert.Equal(["B", "a", "b", "é"], Texts(Catalog.UserIds()));
        Assert.Equal(["tt10", "tt9"], Texts(Catalog.ItemIds()));
        var rows = Catalog.Load("ratings");
        Assert.Equal([(0, 0), (1, 1), (2, 1), (3, 1)], rows.Array<int>("user_index").Zip(rows.Array<int>("item_index")));
        Assert.Equal(["int32", "utf8"], Catalog.Contract("users").Schema.Select(column => column.Type));
    }

    [Fact]
    public void Clean_TextIds_FindTheirTitlesAndUnknownItems()
    {
        string items = _folder.Write("movies.csv", "movieId,title,genres\ntt1,One (1995),Drama\n\"t,2\",Two,\n");
        Clean("u,tt1,4.0,1000000000\nu,\"t,2\",4.0,1000000000\nu,tt3,4.0,1000000000\n ,tt1,4.0,1000000000\n", Texts, items);
        Assert.Equal<string?[]>(["Two", "One (1995)"], [Catalog.Load("items").Strings("title").Text(0), Catalog.Load("items").Strings("title").Text(1)]);
        Assert.Equal([(4L, "unknownItem"), (5L, "id")], Rejected());
    }

    [Fact]
    public void Clean_IdsAbove2To31_AreKept()
    {
        Clean("4294967297,9007199254740993,4.0,1000000000\n9223372036854775807,2147483648,4.0,1000000000\n", clean => clean);
        Assert.Equal([4294967297L, long.MaxValue], Catalog.UserIds().Numbers);
        Assert.Equal([2147483648L, 9007199254740993L], Catalog.ItemIds().Numbers);
    }

    [Theory]
    [InlineData("anna,1,4.0,1000000000\nben,2,4.0,1000000000\n", "\nIn 2 of these rows the user id is no whole number; if the ids of this file are texts, set clean.idType.user=string.")]
    [InlineData("1,tt1,4.0,1000000000\n2,tt2,4.0,1000000000\n", "\nIn 2 of these rows the item id is no whole number; if the ids of this file are texts, set clean.idType.item=string.")]
    public void Clean_TextIdUnderInt64_IsReasonNumberAndTheRunSaysWhichOption(string rows, string advice)
    {
        var error = Assert.Throws<PipelineException>(() => Clean(rows, clean => clean with { MaxRejectedShare = 0.5 }));
        Assert.Equal(ExitCode.Failed, error.Code);
        Assert.Contains("  number: 2 rows, first at line 2: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(advice, error.Message, StringComparison.Ordinal);
    }

    // Spark SQL: xxhash64(42L, 'u1', 'i1') and so on; the vectors are in tests/golden/models/xxhash64.json and SplitHashTests.
    [Fact]
    public void Split_TextIds_GoByTheHashOfTheText()
    {
        var options = Options("small") with { Clean = Texts(new CleanOptions { TimeMax = 1_600_000_000 }) };
        SmallRun.Execute(_store, options, new StageSelection(To: "split"));
        var (users, items) = (Catalog.UserIds(), Catalog.ItemIds());
        var test = Catalog.Load("eval/hash_20/fold=0/test");
        Assert.NotEqual(0, test.Rows);
        Assert.All(test.Array<int>("user_index").Zip(test.Array<int>("item_index")), pair =>
            Assert.InRange(SplitHash.Bucket(SplitHash.HashUtf8(42, users.Texts[pair.First], items.Texts[pair.Second]), 10_000), 0, 1999));
    }

    [Fact]
    public void Run_TextIds_MakeTheSameListsAsNumbersOfTheSameOrder()
    {
        var numbers = Options("small");
        var texts = numbers with { Clean = Texts(numbers.Clean), Input = new InputOptions { Ratings = Padded(numbers.Input.Ratings, 2), Items = Padded(numbers.Input.Items, 1) } };
        var (first, second) = (new MemoryStore(), new MemoryStore());
        SmallRun.Execute(first, numbers, new StageSelection(NoEvaluate: true));
        SmallRun.Execute(second, texts, new StageSelection(NoEvaluate: true));
        foreach (string table in new[] { "ratings", "models/popularity/items", "models/similarity/neighbours", "recommendations", "list_status" })
            Assert.Equal(new Catalog(first).Contract(table).ContentHash, new Catalog(second).Contract(table).ContentHash);
        var published = new Catalog(second).Load("published/recommendations");
        Assert.Equal("00000020", published.Strings("user_id").Text(0));
        Assert.Equal(new Catalog(first).Load("published/recommendations").Array<long>("item_id"), Enumerable.Range(0, published.Rows).Select(row => long.Parse(published.Strings("item_id").Text(row)!)));
    }

    public void Dispose() => _folder.Dispose();

    private static CleanOptions Texts(CleanOptions clean) => clean with { IdType = new IdTypeOptions { User = "string", Item = "string" } };

    private static IEnumerable<string> Texts(RecPipeline.Models.RawIds ids) => Enumerable.Range(0, ids.Count).Select(ids.Text);

    private PipelineOptions Options(string name) => SmallRun.Options(SmallData.Write(_folder)) with { Output = name };

    // Eight digits, so that bytes and numbers have one order.
    private string Padded(string file, int ids)
    {
        string[] lines = File.ReadAllLines(file);
        return _folder.Write("padded/" + Path.GetFileName(file), string.Join('\n', lines.Skip(1).Select(line => line.Split(',', ids + 1))
            .Select(fields => string.Join(',', fields.Select((field, i) => i < ids ? field.PadLeft(8, '0') : field))).Prepend(lines[0])) + "\n");
    }

    private void Clean(string rows, Func<CleanOptions, CleanOptions> change, string items = "")
    {
        var options = SmallRun.Options((_folder.Write("ratings.csv", Header + rows), items));
        SmallRun.Execute(_store, options with { Clean = change(new CleanOptions { TimeMax = 1_600_000_000, MaxRejectedShare = 1 }) }, new StageSelection(Only: "clean"));
    }

    private IEnumerable<(long, string)> Rejected()
    {
        var rows = Catalog.Load("rejected");
        return rows.Array<long>("line").Select((line, row) => (line, rows.Strings("reason").Text(row)!));
    }
}
