using RecPipeline.Models.Als;
using RecPipeline.Models.Ease;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Popularity;
using RecPipeline.Models.Similarity;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.TopN;

/// <summary>Lists and reasons of blocks of users against the plain maker, which goes through every score of every user.</summary>
public sealed class ListBlockMakerTests
{
    private const int Users = 120, Items = 600, Liked = 4;
    private static readonly SparseMatrix Ratings = RandomMatrix.HalfStars(3, Users, Items, 0.06);
    private static readonly SparseMatrix Blocked = RandomMatrix.HalfStars(4, Users, Items, 0.01);
    private static readonly ItemPopularity Popularity = PopularityRanking.Count(Ratings);
    private static readonly AlsParameters Parameters = new(20, 3, 0.1, 2, true, 42);
    private static readonly float[] ItemFactors = AlsSolver.Fit(Ratings.AtLeast(Liked).Binary(), Parameters, 1, null, default).ItemFactors;

    private static readonly EaseModel Ease = EaseSolver.Fit(Ratings.AtLeast(Liked).Binary(), new EaseParameters(50), 1, null, default);

    [Theory]
    [InlineData(true, 10, 40, 3)]
    [InlineData(true, 40, 40, 1)]
    [InlineData(false, 10, 200, 3)]
    [InlineData(false, 150, 200, 10)] // more rows than are explained at once
    [InlineData(true, 700, 700, 0)] // longer than the catalogue
    public void Make_AnyUsers_EqualsThePlainMaker(bool isBinary, int n, int candidates, int reasons)
    {
        var models = Models(isBinary);
        var settings = new ListSettings(new ListOrder(Popularity.Rank), n, candidates, [2, 5, 599]);
        var (plain, fast) = (new ListMaker(models, settings), new ListBlockMaker(models, settings));
        for (int first = 0; first < Users; first += 50)
        {
            int[] users = [.. Enumerable.Range(first, Math.Min(50, Users - first)).Reverse()];
            fast.Make(Ratings, users, Blocked);
            Assert.Equal(users.Length, fast.Count);
            for (int at = 0; at < users.Length; at++)
            {
                plain.Make(History.Of(Ratings, users[at]), Blocked.RowIndices(users[at]));
                for (int model = 0; model < models.Length; model++)
                    Equal(plain, plain.Lists[model], fast, fast.ListOf(model, at), users[at], at, reasons);
                Equal(plain, plain.Blended, fast, fast.BlendOf(at), users[at], at, reasons);
            }
        }
    }

    [Fact]
    public void Make_NothingLiked_GivesThePopularityListWithoutReasons()
    {
        var cold = SparseMatrix.FromTriples(2, Items, [0, 0, 1], [1, 7, 7], [1f, 2f, 5f]);
        var maker = new ListBlockMaker(Models(isBinary: true), new ListSettings(new ListOrder(Popularity.Rank), 5, 20, []));
        maker.Make(cold, [0, 1]);
        Assert.Equal(["popularity", "popularity", "popularity"], Enumerable.Range(0, 3).Select(model => maker.ListOf(model, 0).Source));
        Assert.Equal(("popularity", "blend"), (maker.BlendOf(0).Source, maker.BlendOf(1).Source));
        Assert.Equal(maker.ListOf(0, 0).List.Items[..5].ToArray(), maker.BlendOf(0).List.Items.ToArray());
        var reasons = new ReasonTable();
        maker.Explain(maker.BlendOf(0), 0, 5, 3, reasons);
        Assert.All(Enumerable.Range(0, 5), row => Assert.True(reasons.Of(row).IsEmpty));
    }

    [Fact]
    public void Constructor_WithoutPopularityFirst_IsRefused() => Assert.Contains(
        "first model must be 'popularity'",
        Assert.Throws<ArgumentException>(() => new ListBlockMaker(Models(true)[1..], new ListSettings(new ListOrder(Popularity.Rank), 1, 1, []))).Message, StringComparison.Ordinal);

    private static void Equal(ListMaker plain, ModelList expected, ListBlockMaker fast, ModelList list, int user, int at, int reasons)
    {
        string where = $"user {user}, {expected.Name}";
        Assert.Equal((where, expected.Source), (where, list.Source));
        Assert.Equal(expected.List.Items.ToArray().Zip(expected.List.Scores.ToArray()), list.List.Items.ToArray().Zip(list.List.Scores.ToArray()));
        var table = new ReasonTable();
        fast.Explain(list, at, list.List.Count, reasons, table);
        for (int row = 0; row < list.List.Count; row += 3)
        {
            var byRow = new List<Reason>();
            plain.Explain(expected, History.Of(Ratings, user), expected.List.Items[row], reasons, byRow);
            Assert.Equal(byRow, table.Of(row).ToArray());
        }
    }

    private static ListModel[] Models(bool isBinary)
    {
        var values = isBinary ? SimilarityValues.Binary : SimilarityValues.Rating;
        var votes = new SimilarityVotes(CosineSimilarity.Compute(isBinary ? Ratings.AtLeast(Liked) : Ratings, new SimilarityParameters(6, 1, 10, values, 2), 1, default));
        var (gram, panel) = (GramMatrix.Of(ItemFactors, Parameters.Rank, 1, default), new FactorPanel(ItemFactors, Parameters.Rank));
        return
        [
            new("popularity", 0, () => new PopularityScorer(Popularity)) { NewFinder = settings => new PopularityFinder(Popularity, settings) },
            new("similarity", 0.5, () => new SimilarityScorer(votes, isBinary, Liked)) { NewFinder = settings => new SimilarityFinder(votes, isBinary, Liked, settings) },
            new("als", 1, () => new AlsScorer(ItemFactors, Parameters, gram, Liked))
            {
                NewFinder = settings => new AlsFinder(panel, Parameters, gram, Liked, settings, ListBlockMaker.BlockUsers),
            },
            new("ease", 0.75, () => new EaseHistoryScorer(Ease, Liked)), // without a finder of its own
        ];
    }
}
