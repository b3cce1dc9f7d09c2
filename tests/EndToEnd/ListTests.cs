using RecPipeline.Jobs.Tables;

namespace RecPipeline.EndToEnd.Tests;

/// <summary>The lists of every user of the sample, against all that the user has rated.</summary>
[Collection(nameof(SampleRun))]
public class ListTests(SampleRun sample)
{
    private const int N = 10;

    [Fact]
    public void A_user_never_gets_an_item_already_rated()
    {
        var (rated, listed) = (Pairs("ratings"), Pairs("recommendations"));
        Assert.NotEmpty(listed);
        Assert.Empty(listed.Intersect(rated));
        Assert.Equal(listed.Length, listed.Distinct().Count());
    }

    [Fact]
    public void Every_user_has_n_rows_or_a_reason()
    {
        var rows = Pairs("recommendations").CountBy(pair => pair.User).ToDictionary();
        var status = sample.Catalog.Load("list_status");
        var (users, counts, reasons) = (status.Array<int>("user_index"), status.Array<int>("rows"), status.Strings("reason"));
        Assert.Equal(Enumerable.Range(0, (int)sample.Catalog.Contract("users").Rows), users);
        Assert.All(users, user =>
        {
            Assert.Equal(rows.GetValueOrDefault(user), counts[user]);
            Assert.Contains(reasons.Text(user), counts[user] == N ? ["full", "cold"] : (string[])["catalogue exhausted", "cold"]);
        });
    }

    [Fact]
    public void A_user_who_liked_nothing_gets_what_is_popular()
    {
        var status = sample.Catalog.Load("list_status").Strings("reason");
        var (lists, ratings) = (sample.Catalog.Load("recommendations"), sample.Catalog.Load("ratings"));
        var liked = ratings.Array<int>("user_index").Zip(ratings.Array<float>("rating")).Where(row => row.Second >= sample.Options.LikedThreshold).Select(row => row.First).ToHashSet();
        var cold = Enumerable.Range(0, status.Length).Where(user => status.Text(user) == "cold").ToHashSet();
        Assert.Equal(Enumerable.Range(0, status.Length).Where(user => !liked.Contains(user)), cold.Order());
        var (users, sources) = (lists.Array<int>("user_index"), lists.Strings("source"));
        Assert.All(Enumerable.Range(0, lists.Rows), row => Assert.Equal(cold.Contains(users[row]) ? "popularity" : "blend", sources.Text(row)));
    }

    [Fact]
    public void A_list_is_ranked_from_1_by_falling_score()
    {
        var rows = sample.Catalog.Load("recommendations");
        var (users, ranks, scores) = (rows.Array<int>("user_index"), rows.Array<int>("rank"), rows.Array<float>("score"));
        Assert.Equal(1, ranks[0]);
        for (int i = 1; i < rows.Rows; i++)
        {
            bool isFirst = users[i] != users[i - 1];
            Assert.Equal(isFirst ? 1 : ranks[i - 1] + 1, ranks[i]);
            Assert.True(isFirst || scores[i] <= scores[i - 1], $"row {i}: score {scores[i]} after {scores[i - 1]}");
        }
    }

    [Fact]
    public void A_reason_is_an_item_that_the_user_has_rated()
    {
        var rated = Pairs("ratings").ToHashSet();
        var rows = sample.Catalog.Load("recommendations");
        var (users, reasons) = (rows.Array<int>("user_index"), rows.Lists("reasons"));
        var items = ((RecPipeline.Formats.Columns.Column<int>)((RecPipeline.Formats.Columns.StructColumn)reasons.Elements).Children[0]).Values;
        Assert.NotEqual(0, items.Length);
        for (int row = 0; row < rows.Rows; row++)
            for (int i = reasons.Offsets[row]; i < reasons.Offsets[row + 1]; i++)
                Assert.Contains((users[row], items[i]), rated);
    }

    [Fact]
    public void What_is_published_is_the_list_with_raw_ids()
    {
        var (users, items) = (sample.Catalog.Load("users").Array<long>("user_id"), sample.Catalog.Load("items").Array<long>("item_id"));
        var published = sample.Catalog.Load("published/recommendations");
        var pairs = published.Array<long>("user_id").Zip(published.Array<long>("item_id"));
        Assert.Equal(Pairs("recommendations").Select(pair => (users[pair.User], items[pair.Item])), pairs);
    }

    private (int User, int Item)[] Pairs(string table) => PairsOf(sample.Catalog.Load(table, "user_index", "item_index"));

    private static (int User, int Item)[] PairsOf(Table rows) => [.. rows.Array<int>("user_index").Zip(rows.Array<int>("item_index"))];
}
