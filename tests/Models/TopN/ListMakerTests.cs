using RecPipeline.Models.Matrices;
using RecPipeline.Models.Popularity;
using RecPipeline.Models.Similarity;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.TopN;

public sealed class ListMakerTests
{
    private const int Users = 30, Items = 40;
    private static readonly SparseMatrix Ratings = RandomMatrix.HalfStars(3, Users, Items, 0.2);
    private static readonly ItemPopularity Popularity = PopularityRanking.Count(Ratings);
    private static readonly SimilarityTable Table = CosineSimilarity.Compute(Liked(), new SimilarityParameters(6, 1, 10, SimilarityValues.Binary, 1), 1, default);

    [Fact]
    public void Make_AnyUser_NeverListsTheHistoryOrAnExcludedItem()
    {
        var maker = Maker(n: 12, excluded: [2, 5]);
        for (int user = 0; user < Users; user++)
        {
            maker.Make(History.Of(Ratings, user));
            foreach (var list in maker.Lists.Append(maker.Blended))
            {
                var items = list.List.Items.ToArray();
                Assert.Empty(items.Intersect([2, 5, .. Ratings.RowIndices(user).ToArray()]));
                Assert.Equal(items.Length, items.Distinct().Count());
                Assert.Equal(list.Name == "blend" ? 12 : 20, items.Length);
            }
        }
    }

    [Fact]
    public void Make_Similarity_EqualsTheFormulaSummedPerCandidate()
    {
        var maker = Maker(n: 5);
        for (int user = 0; user < Users; user++)
        {
            maker.Make(History.Of(Ratings, user));
            var list = maker.Lists[1];
            for (int i = 0; i < list.List.Count && list.IsOwn; i++)
                Assert.Equal(ScoreByHand(user, list.List.Items[i]), list.List.Scores[i], 1e-6);
        }
    }

    [Fact]
    public void Make_NothingLiked_GivesThePopularityList()
    {
        var maker = Maker(n: 5);
        maker.Make(new History([1, 7], [1f, 2f]));
        Assert.Equal("popularity", maker.Lists[1].Source);
        Assert.Equal("popularity", maker.Blended.Source);
        Assert.Equal(maker.Lists[0].List.Items[..5].ToArray(), maker.Blended.List.Items.ToArray());
    }

    [Fact]
    public void Make_CatalogueExhausted_IsShort()
    {
        var maker = Maker(n: 10);
        int[] all = [.. Enumerable.Range(0, Items).Where(item => item is not (3 or 9))];
        maker.Make(new History(all, [.. all.Select(_ => 5f)]));
        Assert.Equal([3, 9], maker.Blended.List.Items.ToArray().Order());
    }

    [Fact]
    public void Explain_Similarity_NamesTheLargestVotesWithTheirShares()
    {
        var maker = Maker(n: 5);
        var history = History.Of(Ratings, 0);
        maker.Make(history);
        var reasons = new List<Reason>();
        int item = maker.Lists[1].List.Items[0];
        maker.Explain(maker.Lists[1], history, item, 3, reasons);
        var byHand = Votes(0, item).OrderByDescending(vote => vote.Sim).ThenBy(vote => vote.Source).Take(3).ToArray();
        Assert.Equal(byHand.Select(vote => vote.Source), reasons.Select(reason => reason.Item));
        Assert.Equal(byHand[0].Sim / ScoreByHand(0, item), reasons[0].Share, 1e-6);
    }

    [Fact]
    public void Explain_Fallback_HasNoReasons()
    {
        var maker = Maker(n: 5);
        var history = new History([1], [1f]);
        maker.Make(history);
        var reasons = new List<Reason>();
        maker.Explain(maker.Blended, history, maker.Blended.List.Items[0], 3, reasons);
        Assert.Empty(reasons);
    }

    [Fact]
    public void Constructor_WithoutPopularityFirst_IsRefused()
    {
        var models = new[] { new ListModel("similarity", 1, () => new PopularityScorer(Popularity)) };
        var error = Assert.Throws<ArgumentException>(() => new ListMaker(models, new ListSettings(new ListOrder(Popularity.Rank), 1, 1, [])));
        Assert.Contains("first model must be 'popularity'", error.Message, StringComparison.Ordinal);
    }

    private static ListMaker Maker(int n, int[]? excluded = null)
    {
        var votes = new SimilarityVotes(Table);
        ListModel[] models = [new("popularity", 0, () => new PopularityScorer(Popularity)), new("similarity", 1, () => new SimilarityScorer(votes, isBinary: true, 4))];
        return new ListMaker(models, new ListSettings(new ListOrder(Popularity.Rank), n, 20, excluded ?? []));
    }

    private static double ScoreByHand(int user, int candidate) => Votes(user, candidate).Sum(vote => vote.Sim);

    private static List<(int Source, double Sim)> Votes(int user, int candidate)
    {
        var votes = new List<(int Source, double Sim)>();
        for (int i = Table.Offsets[candidate]; i < Table.Offsets[candidate + 1]; i++)
            if (Ratings.RowIndices(user).BinarySearch(Table.Neighbours[i]) is >= 0 and var row && Ratings.RowValues(user)[row] >= 4)
                votes.Add((Table.Neighbours[i], Table.Scores[i]));
        return votes;
    }

    private static SparseMatrix Liked()
    {
        var cells = (from user in Enumerable.Range(0, Users) from row in Enumerable.Range(0, Ratings.RowCount(user)) select (user, row))
            .Where(cell => Ratings.RowValues(cell.user)[cell.row] >= 4).ToArray();
        return SparseMatrix.FromTriples(
            Users, Items, Array.ConvertAll(cells, c => c.user), Array.ConvertAll(cells, c => Ratings.RowIndices(c.user)[c.row]), Array.ConvertAll(cells, _ => 1f));
    }
}
