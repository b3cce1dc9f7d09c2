using System.Xml.Linq;
using RecPipeline.Evaluation;
using RecPipeline.Jobs.Reporting;

namespace RecPipeline.Jobs.Tests.Reporting;

/// <summary>What the sections say about facts whose every number is known.</summary>
public sealed class ReportContentTests
{
    private readonly RenderedPage _page = new(SampleFacts.Done());

    [Fact]
    public void Overview_Cards_NameTheBestModelAndItsLeadOverTheBaseline()
    {
        string[] cards = [.. _page.Section("overview").Descendants("article").Select(RenderedPage.Words)];
        Assert.Equal("Predicting hidden ratings RMSE of hash_20, lower is better 0.8448 95 % interval 0.8309 to 0.8587 als is best −0.0105 (−1.2 %) against biases; squared error in pairs −0.0243 to −0.0117", cards[0]);
        Assert.Equal("Ranking for users no model saw NDCG@100 of strong_liked 0.3562 95 % interval 0.3241 to 0.3883 blend is best +0.1581 (+80 %) against popularity; in pairs 0.1339 to 0.1828 Not clearly ahead of als; in pairs −0.0011 to 0.0179", cards[2]);
    }

    [Fact]
    public void Overview_BaselineIsBest_SaysSo()
    {
        var rows = SampleMetrics.Rows().Where(row => row.Protocol == "loo_last").Select(row => row.Model == "popularity" ? row with { Value = 0.9 } : row).ToArray();
        Assert.Contains("No model is better than popularity, the baseline.", new RenderedPage(SampleFacts.Done() with { Metrics = rows }).Text("overview"), StringComparison.Ordinal);
    }

    [Fact]
    public void Overview_Warnings_StandBeforeTheNumbers()
    {
        var page = new RenderedPage(SampleFacts.Done() with { Warnings = ["split: only 1 of 2 <b>", "clean: another"] });
        Assert.Contains("2 warnings split: only 1 of 2 <b> clean: another Predicting hidden ratings", page.Text("overview"), StringComparison.Ordinal);
        Assert.DoesNotContain("warning", _page.Text("overview"), StringComparison.Ordinal);
    }

    [Fact]
    public void Overview_Tiles_CountRowsUsersLeaksAndLists() =>
        Assert.Contains("ratings kept of 100,860 100,836 users, 9,724 items 610 leaks found in 3 splits 0 full lists for 610 users 607 stages ran, 0 up to date 10", _page.Text("overview"), StringComparison.Ordinal);

    [Fact]
    public void Flow_Table_ListsStagesWithTheirTables()
    {
        var rows = _page.Table("Stages and tables");
        Assert.Contains(rows, row => row is ["als factorises: explicit ALS on what biases leave over, implicit ALS for lists (reads ratings, users, items)", "1.87 s", "ran"]);
        Assert.Contains(rows, row => row is ["item_similarity", "301,447", { Length: 10 }, "", ""]);
        Assert.Contains(rows, row => row[0].StartsWith("report tells", StringComparison.Ordinal) && row[^1] == "this page");
    }

    [Fact]
    public void Rows_Account_BalancesAndAddsUp()
    {
        Assert.Contains("The account balances exactly: 100,860 rows = 100,836 kept + 14 rejected + 10 duplicates.", _page.Text("rows"), StringComparison.Ordinal);
        Assert.Equal(["rejected: scale", "11", "< 0.1 %"], _page.Table("Rows read")[2]);
        Assert.Equal(100, _page.Section("rows").Descendants("figure").Descendants("rect").Sum(part => RenderedPage.Percent(part, "width")), precision: 1);
    }

    [Fact]
    public void Rows_AccountThatDoesNotBalance_SaysSo()
    {
        var facts = SampleFacts.Done();
        facts.RowAccount!["kept"] = 100_835;
        Assert.Contains("The account does not balance: 100,860 rows, but 100,835 kept", new RenderedPage(facts).Text("rows"), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_ItemsFile_HasItsOwnAccount()
    {
        var unread = new Dictionary<string, PlacedRows> { ["encoding"] = new(3, 8, "title is 'Se<b>or' with bytes that are no UTF-8") };
        var items = new DescriptionFacts("movies.dat", 45, 41, unread, new PlacedRows(1, 9, "id '7' stands in an earlier line"), null, 40, 36, [new("year", "number", 36, new(1, 5, "year is 'x', which is no number"))]);
        var page = new RenderedPage(SampleFacts.Done() with { ItemsAccount = items.ToJson().AsObject() });
        Assert.Contains("It describes 36 of 40 rated items (90 %); 3 of 45 rows could not be read.", page.Text("rows"), StringComparison.Ordinal);
        Assert.Contains("Feature year (number): 36 rows; 1 fields unread, first at line 5: year is 'x', which is no number.", page.Text("rows"), StringComparison.Ordinal);
        Assert.Equal(["unread: encoding", "3", "8", "title is 'Se<b>or' with bytes that are no UTF-8"], page.Table("Rows of the items file")[3]);
        Assert.Equal(["repeats an id", "1", "9", "id '7' stands in an earlier line"], page.Table("Rows of the items file")[4]);
        Assert.DoesNotContain("users file", page.Text("rows"), StringComparison.Ordinal);
    }

    [Fact]
    public void Overview_Warnings_AreThereInWords()
    {
        Assert.DoesNotContain("warning", _page.Text("overview"), StringComparison.Ordinal);
        var page = new RenderedPage(SampleFacts.Done() with { Warnings = ["items: 3 of 40 rows unread", "<i>"] });
        Assert.Contains("2 warnings items: 3 of 40 rows unread <i>", page.Text("overview"), StringComparison.Ordinal);
    }

    [Fact]
    public void Splits_Table_ShowsRolesComparisonsAndViolations()
    {
        var rows = _page.Table("Rows by role");
        Assert.Equal(["strong_liked", "0", "33,871", "1,891", "7,868", "897", "3,702", "52,607", "100,835", "607", "0"], rows[3]);
        Assert.Contains("one test row for each user with 2 rows or more", _page.Text("splits"), StringComparison.Ordinal);
    }

    [Fact]
    public void Models_Table_HasValueIntervalAndFormulaOfEveryMetric()
    {
        var rows = _page.Table("All metrics of strong_liked");
        Assert.Equal(["Metric and formula", "popularity", "similarity", "als", "blend", "Users", "Skipped"], rows[0]);
        Assert.Equal("NDCG@100 " + new Ndcg().Definition, rows[1][0]);
        Assert.Equal(["0.1981 0.1803 to 0.2159", "0.3104 0.2825 to 0.3383", "0.3478 0.3165 to 0.3791", "0.3562 0.3241 to 0.3883", "120", "1"], rows[1][1..]);
        Assert.Contains(rows, row => row[0].StartsWith("Gini@100 sum over k", StringComparison.Ordinal) && row[1] == "0.9880");
    }

    [Fact]
    public void Models_SeveralFolds_ShowTheirMeanAndSpread()
    {
        var page = new RenderedPage(SampleFacts.Done() with { Metrics = SampleMetrics.Rows(folds: 5) });
        Assert.Equal(["0.2061 0.1981 to 0.2141", "600", "5"], [page.Table("All metrics of strong_liked")[1][1], .. page.Table("All metrics of strong_liked")[1][5..]]);
        Assert.Contains("mean of 5 folds; line: lowest to highest fold", page.Text("models"), StringComparison.Ordinal);
    }

    [Fact]
    public void Models_Differences_NameWhatIsSubtractedFromWhat()
    {
        Assert.Equal(["als", "", "−0.0179", "−0.0243 to −0.0117"], _page.Table("squared error minus that of biases")[0]);
        Assert.Equal(["blend", "", "+0.1581", "0.1339 to 0.1828"], _page.Table("NDCG@100 minus that of popularity")[2]);
        Assert.Equal(["als", "", "+0.0084", "−0.0011 to 0.0179"], _page.Table("NDCG@100 of blend minus that of")[1]);
    }

    [Fact]
    public void Models_Conditions_PrintSplitCandidatesUsersAndSeed()
    {
        string text = _page.Text("models");
        Assert.Contains("Candidates all 5,284 training items less the user's history", text, StringComparison.Ordinal);
        Assert.Contains("120 measured by NDCG@100, 1 skipped", text, StringComparison.Ordinal);
        Assert.Contains("seed 42, 1 fold", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_SampleOfTestUsers_SaysOfHowManyAndWhatItCosts()
    {
        var facts = SampleFacts.Done();
        var evaluation = EvaluationFacts.Of(facts.Evaluation) with { Samples = [new SampleFact("strong_liked", 0, 121, 500), new SampleFact("loo_last", 0, 610, 610)] };
        var rows = facts.Metrics.Select(row => row.Protocol == "strong_liked" ? row with { UsersSkipped = row.UsersSkipped + 379 } : row).ToArray();
        string text = new RenderedPage(facts with { Metrics = rows, Evaluation = evaluation.ToJson() }).Text("models");
        Assert.Contains(
            "120 measured by NDCG@100, 1 skipped because they have nothing to be measured by: 121 of 500 test users, drawn by hash (evaluate.maxUsers); half of the 95 % interval is 0.0178",
            text, StringComparison.Ordinal);
        Assert.DoesNotContain("of 610 test users", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_RatingFacts_SayWhatCountsAsLiked() => Assert.Contains(
        "3 of 4 ratings reach likedThreshold 4.",
        new RenderedPage(SampleFacts.Done() with { RatingFacts = new() { ["words"] = "3 of 4 ratings reach likedThreshold 4" } }).Text("rows"), StringComparison.Ordinal);

    [Fact]
    public void Lists_Item_HasItsReasonsWithShares() => Assert.Contains(_page.Table("Recommended to user 85"), row =>
        row is ["1", "Léon: The Professional (a.k.a. The Professional) (Léon) (1994) because you rated Usual Suspects, The (1995) : 40 % ; Silence of the Lambs, The (1991) : 24 % ; Monty Python and the Holy Grail (1975) : 5.2 %", "2.9700", "blend"]);

    [Fact]
    public void Options_Table_HasEveryOptionAndMarksChangedOnes()
    {
        var (rows, folded) = (_page.Table("Effective configuration"), _page.Table("Options of models that take no part"));
        Assert.Equal(SampleFacts.Done().Options.Count, rows.Length - 1 + folded.Length - 1);
        Assert.Contains(folded, row => row[0] == "models.ease.lambda");
        Assert.Contains(rows, row => row[0] == "models.als.rank");
        Assert.Contains(rows, row => row is ["threads", "4 changed", "0", "Worker threads; 0 takes all cores. Never changes a result."]);
        Assert.Contains(rows, row => row is ["gate.metrics", "strong_liked/blend/NDCG@100, loo_last/blend/HitRate@10", _, _]);
        Assert.Equal(2, _page.Section("options").Descendants("tr").Count(row => (string?)row.Attribute("class") == "changed"));
    }

    [Fact]
    public void Charts_Marks_StandWhereTheAxisPutsThem()
    {
        var chart = _page.All("table").Single(table => RenderedPage.Words(table.Element("caption")!).StartsWith("NDCG@100 line", StringComparison.Ordinal));
        var ticks = chart.Descendants("text").ToDictionary(text => double.Parse(text.Value), text => RenderedPage.Percent(text, "x"));
        double place = RenderedPage.Percent(chart.Descendants("svg").Single(svg => (string?)svg.Attribute("class") == "mark m0" && svg.Attribute("x") is not null), "x");
        Assert.Equal(ticks[0.35] + (0.3562 - 0.35) / 0.05 * (ticks[0.4] - ticks[0.35]), place, precision: 1);
    }
}
