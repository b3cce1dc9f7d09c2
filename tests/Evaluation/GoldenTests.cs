using System.Text.Json;

namespace RecPipeline.Evaluation.Tests;

/// <summary>Every value of tests/golden/metrics/metrics.json (computed by independent Python, cross-checked there with scikit-learn and LensKit).</summary>
public class GoldenTests
{
    private const double Tolerance = 1e-12; // sums of at most 60 doubles of size 1 to 26
    private static readonly GoldenCase Golden = new();

    private static readonly Dictionary<string, string> RankingNames = new()
    {
        ["precision"] = "Precision", ["recall"] = "Recall", ["recallMin"] = "RecallCapped", ["ndcg"] = "NDCG", ["ap"] = "MAP", ["rr"] = "MRR", ["hit"] = "HitRate",
    };

    [Fact]
    public void Rating_GoldenCase_GivesItsErrors()
    {
        var errors = new RatingErrors(Golden.Users.Length);
        foreach (var row in Golden.Rows("predictions"))
            errors.Add(Golden.User(row[0]), row[2]!.Value, row[3], fallback: 3);
        var expected = Golden.Expected.GetProperty("rating");
        Assert.Equal(expected.GetProperty("mae").GetDouble(), errors.Mae, Tolerance);
        Assert.Equal(expected.GetProperty("rmse").GetDouble(), errors.Rmse, Tolerance);
        Assert.Equal(expected.GetProperty("withoutPrediction").GetInt64(), errors.RowsWithoutPrediction);
        Assert.Equal(expected.GetProperty("rows").GetInt64(), errors.RowsPredicted + errors.RowsWithoutPrediction);
        var rows = errors.Rows("golden", 0, "model", 42, 50);
        Assert.Equal(errors.Rmse, rows.Single(row => row.Metric == "RMSE").Value, Tolerance);
        Assert.Equal(3, rows.Single(row => row.Metric == "RowsWithoutPrediction").Value);
    }

    [Theory]
    [InlineData(1), InlineData(5), InlineData(10)]
    public void LeaveOneOut_GoldenCase_GivesItsRates(int n)
    {
        var rows = LeaveOneOut(ratingColumn: 2);
        var expected = Golden.Expected.GetProperty("leaveOneOut").GetProperty($"{n}");
        Assert.Equal(expected.GetProperty("hr").GetDouble(), Row(rows, "HitRate", n).Value, Tolerance);
        Assert.Equal(expected.GetProperty("arhr").GetDouble(), Row(rows, "ARHR", n).Value, Tolerance);
        var actual = Row(rows, "cHR", n);
        Assert.Equal(expected.GetProperty("cHR_actual4").GetDouble(), actual.Value, Tolerance);
        Assert.Equal(expected.GetProperty("cHR_actual4_overAllUsers").GetDouble(), actual.Value * actual.Users / (actual.Users + actual.UsersSkipped), Tolerance);
        Assert.Equal(expected.GetProperty("cHR_predicted4").GetDouble(), Row(LeaveOneOut(ratingColumn: 3), "cHR", n).Value, Tolerance);
        AssertByRating(expected.GetProperty("rHR"), [.. rows.Where(row => row.Metric == "rHR" && row.Cutoff == n)]);
        foreach (var rank in expected.GetProperty("ranks").EnumerateObject())
            Assert.Equal(rank.Value.GetInt32(), RankOfHit(Golden.User(int.Parse(rank.Name)), n));
    }

    [Theory]
    [InlineData(1), InlineData(3), InlineData(5), InlineData(10)]
    public void Ranking_GoldenCase_GivesItsMeans(int n)
    {
        var rows = Ranking().Rows("golden", 0, "model", 42, 50);
        var expected = Golden.Expected.GetProperty("ranking").GetProperty($"{n}");
        foreach (var (theirs, ours) in RankingNames)
        {
            Assert.Equal(expected.GetProperty(theirs).GetDouble(), Row(rows, ours, n).Value, Tolerance);
            Assert.Equal(expected.GetProperty("users").GetInt64(), Row(rows, ours, n).Users);
            Assert.Equal(1, Row(rows, ours, n).UsersSkipped);
        }
    }

    [Fact]
    public void Ranking_GoldenCase_GivesEveryUsersValue()
    {
        var evaluation = Ranking();
        foreach (var user in Golden.Expected.GetProperty("ranking").GetProperty("perUserAt10").EnumerateObject())
        {
            foreach (var (theirs, ours) in RankingNames)
                Assert.Equal(user.Value.GetProperty(theirs).GetDouble(), evaluation.PerUser(ours, 10)[Golden.User(int.Parse(user.Name))], Tolerance);
            // precisionByLength is a form we do not report; it must follow from ours and the list's length.
            int length = Math.Max(1, Golden.Items(Golden.User(int.Parse(user.Name))).Length);
            Assert.Equal(user.Value.GetProperty("precisionByLength").GetDouble(), 10.0 / length * user.Value.GetProperty("precision").GetDouble(), Tolerance);
        }
    }

    [Fact]
    public void Lists_GoldenCase_GivesCoverageDiversityAndNovelty()
    {
        var rows = Ranking().Rows("golden", 0, "model", 42, 50);
        var names = new Dictionary<string, string>
        {
            ["catalogueCoverage"] = "CatalogueCoverage", ["userCoverage4"] = "UserCoverage", ["diversityPooled"] = "DiversityPooled",
            ["diversityMeanOfUsers"] = "Diversity", ["noveltyMeanRank"] = "NoveltyRankPooled", ["noveltySelfInformation"] = "SelfInformationPooled",
            ["gini"] = "Gini", ["shannonBits"] = "Entropy",
        };
        var expected = Golden.Expected.GetProperty("lists");
        foreach (var (theirs, ours) in names)
            Assert.Equal(expected.GetProperty(theirs).GetDouble(), Row(rows, ours, 10).Value, Tolerance);
        Assert.Equal(expected.GetProperty("users").GetInt64(), Row(rows, "UserCoverage", 10).Users);
        Assert.Equal(expected.GetProperty("usersWithList").GetInt64(), Row(rows, "NoveltyRank", 10).Users);
        foreach (var rank in expected.GetProperty("popularityRank").EnumerateObject())
            Assert.Equal(rank.Value.GetInt32(), Golden.Catalogue.PopularityRank(Golden.Item(double.Parse(rank.Name))));
    }

    private static ListEvaluation Ranking()
    {
        IMetric[] metrics = [.. StandardMetrics.Of(ProtocolKind.HeldOutUsers, Golden.Catalogue).Where(metric => metric is not UserCoverage), new UserCoverage(4.0f)];
        var evaluation = new ListEvaluation(metrics, [1, 3, 5, 10], Golden.Users.Length, Golden.Catalogue.Items);
        for (int user = 0; user < Golden.Users.Length; user++)
            evaluation.Add(user, new RankedList(Golden.Items(user), Golden.Scores(user), Golden.Relevant(user), []));
        return evaluation;
    }

    private static IReadOnlyList<MetricRow> LeaveOneOut(int ratingColumn)
    {
        var evaluation = new ListEvaluation(StandardMetrics.Of(ProtocolKind.LeaveOneOut, Golden.Catalogue), [1, 5, 10], Golden.Users.Length, Golden.Catalogue.Items);
        for (int user = 0; user < Golden.Users.Length; user++)
        {
            var (item, rating) = Golden.HeldOut(user, ratingColumn);
            evaluation.Add(user, new RankedList(Golden.Items(user), Golden.Scores(user), [item], [rating]));
        }
        return evaluation.Rows("golden", 0, "model", 42, 50);
    }

    private static void AssertByRating(JsonElement expected, MetricRow[] rows)
    {
        Assert.Equal(expected.EnumerateObject().Select(x => x.Name), rows.Select(row => row.Slice));
        foreach (var row in rows)
        {
            Assert.Equal(expected.GetProperty(row.Slice).GetProperty("rate").GetDouble(), row.Value, Tolerance);
            Assert.Equal(expected.GetProperty(row.Slice).GetProperty("users").GetInt64(), row.Users);
            Assert.Equal(expected.GetProperty(row.Slice).GetProperty("hits").GetInt64(), row.Value * row.Users, Tolerance);
        }
    }

    private static int RankOfHit(int user, int n)
    {
        var list = new RankedList(Golden.Items(user), [], [Golden.HeldOut(user).Item], []);
        return list.HitsWithin(n) == 0 ? 0 : list.HitRanks[0];
    }

    private static MetricRow Row(IReadOnlyList<MetricRow> rows, string metric, int n) => rows.Single(row => row.Metric == metric && row.Cutoff == n);
}
