using Cloud.Unum.USearch;
using RecPipeline.Formats.Columns;
using RecPipeline.Jobs.Configuration;
using RecPipeline.Jobs.Models;
using RecPipeline.Jobs.Running;
using RecPipeline.Jobs.Tables;
using RecPipeline.Models.Als;
using RecPipeline.Models.Kernels;
using RecPipeline.Models.Matrices;
using RecPipeline.Tests.Support;
using RecPipeline.Tests.Support.Runs;

namespace RecPipeline.Jobs.Tests.Stages;

/// <summary>Vectors, their index and similar users, as other systems read them.</summary>
public sealed class PublishedVectorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MemoryStore _store = new();

    [Fact]
    public void Vectors_of_users_times_vectors_of_items_are_the_scores_of_the_lists()
    {
        var options = Options(new PublishOptions { Vectors = "als" }).Writing("als");
        SmallRun.Execute(_store, options);
        var catalog = new Catalog(_store);
        var (items, users) = (Vectors(catalog, "item"), Vectors(catalog, "user"));
        var lists = catalog.Load("top_n/als");
        var (user, item, score) = (lists.Array<int>("user_index"), lists.Array<int>("item_index"), lists.Array<float>("score"));
        int compared = 0;
        for (int row = 0; row < lists.Rows; row++)
            if (lists.Strings("source").Text(row) == "als")
            {
                compared++;
                Assert.Equal(
                    CanonicalDot.Dot(users[catalog.UserIds().Numbers[user[row]]], items[catalog.ItemIds().Numbers[item[row]]]), score[row]);
            }
        Assert.InRange(compared, 100, lists.Rows);
        Assert.Equal(catalog.ItemIds().Numbers.Order(), items.Keys.Order());
    }

    [Fact]
    public void The_index_finds_the_nearest_items_and_says_how_often()
    {
        var options = Options(new PublishOptions { Vectors = "als", VectorIndex = true });
        SmallRun.Execute(_store, options);
        var catalog = new Catalog(_store);
        var contract = catalog.Contract("published/item_vectors");
        Assert.InRange((double)catalog.Contract("published/user_vectors").Properties["vector_index"]!["recall_at_10"]!, 0.9, 1);
        string file = Path.Combine(_folder.Path, "items.usearch");
        using (var source = _store.Open($"published/item_vectors/{contract.Folder}/items.usearch"))
        using (var copy = File.Create(file))
            source.CopyTo(copy);
        using var index = new USearchIndex(file);
        Assert.Equal((ulong)contract.Rows, index.Size());
        var vectors = Vectors(catalog, "item");
        long[] ids = catalog.ItemIds().Numbers;
        int found = ids.Select((id, key) => (vectors[id], key)).Count(each => index.Get((ulong)each.key, out float[] vector) == 1 && vector.SequenceEqual(each.Item1));
        Assert.Equal(ids.Length, found);
    }

    [Fact]
    public void Similar_users_are_those_of_a_plain_comparison_of_all_pairs()
    {
        var options = Options(new PublishOptions { SimilarUsers = 3 });
        SmallRun.Execute(_store, options);
        var catalog = new Catalog(_store);
        var rows = catalog.Load("published/similar_users");
        long[] ids = catalog.UserIds().Numbers, user = rows.Array<long>("user_id"), neighbour = rows.Array<long>("neighbour_user_id");
        int[] common = rows.Array<int>("common_items"), rank = rows.Array<int>("rank");
        float[] score = rows.Array<float>("score");
        var liked = Ratings(catalog, ids.Length).AtLeast(options.LikedThreshold);
        var expected = Enumerable.Range(0, ids.Length).SelectMany(a => Best(liked, a, options.SimilarUsersBy().Shrinkage).Select((each, at) => (ids[a], at + 1, ids[each.User], each.Common)));
        Assert.Equal(expected, Enumerable.Range(0, rows.Rows).Select(row => (user[row], rank[row], neighbour[row], common[row])));
        Assert.All(score, each => Assert.InRange(each, 1e-6f, 1));
        var hashes = catalog.Contract("published/similar_users").ContentHash;
        SmallRun.Execute(_store, options with { Threads = 3 }, new StageSelection(Only: "publish"), force: true);
        Assert.Equal(hashes, new Catalog(_store).Contract("published/similar_users").ContentHash);
    }

    [Theory]
    [InlineData("similarity", "publish.vectors names 'similarity', which makes no vectors in this run; those that do are als.")]
    [InlineData("ulz", "publish.vectors names 'ulz', which makes no vectors in this run; those that do are als.")]
    [InlineData("", "publish.vectorIndex is true, but publish.vectors names no model; set it, such as publish.vectors=als.")]
    public void A_model_without_vectors_is_a_mistake(string model, string mistake)
    {
        var error = Assert.Throws<UsageException>(() => ConfigurationLoader.Load([], new Dictionary<string, string>(), ["publish.vectors=" + model, "publish.vectorIndex=true"]));
        Assert.Contains(mistake, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private PipelineOptions Options(PublishOptions publish) => SmallRun.Options(SmallData.Write(_folder)) with { Publish = publish };

    private static Dictionary<long, float[]> Vectors(Catalog catalog, string of)
    {
        var table = catalog.Load($"published/{of}_vectors");
        var (ids, lists) = (table.Array<long>($"{of}_id"), table.Lists("vector"));
        var values = ((Column<float>)lists.Elements).Values.ToArray();
        return ids.Select((id, row) => (id, values[lists.Offsets[row]..lists.Offsets[row + 1]])).ToDictionary();
    }

    private static SparseMatrix Ratings(Catalog catalog, int users)
    {
        var rows = catalog.Load("ratings");
        return SparseMatrix.FromTriples(users, catalog.ItemIds().Count, rows.Array<int>("user_index"), rows.Array<int>("item_index"), rows.Array<float>("rating"));
    }

    // Cosine of liked items with shrinkage, best first, ties by the smaller user.
    private static IEnumerable<(int User, int Common)> Best(SparseMatrix liked, int a, double shrinkage) => Enumerable.Range(0, liked.Rows).Where(b => b != a)
        .Select(b => (User: b, Common: liked.RowIndices(a).ToArray().Intersect(liked.RowIndices(b).ToArray()).Count())).Where(pair => pair.Common > 0)
        .OrderByDescending(pair => pair.Common / (Math.Sqrt((double)liked.RowCount(a) * liked.RowCount(pair.User)) + shrinkage)).ThenBy(pair => pair.User).Take(3);
}
