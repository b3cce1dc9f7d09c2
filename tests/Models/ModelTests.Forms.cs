using RecPipeline.Models.Contract;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests;

// The forms of one model agree: finder and scorer, reasons and scores, state and bytes, one thread and many.
public sealed partial class ModelTests
{
    [Theory]
    [MemberData(nameof(ListModels))]
    public void Find_BlocksOfUsers_HasTheListsOfTheScorer(string name)
    {
        foreach (int candidates in new[] { 1, 7, 200 })
            foreach (string table in new[] { "random", "a user with everything", "an item nobody rated", "nothing liked" })
            {
                var fitted = SmallFit.Of(name, ModelTables.All[table]());
                var settings = new ListSettings(new ListOrder(fitted.Data.Popularity.Rank), 1, candidates, [2, 11]);
                var plain = Find(new ScoringFinder(fitted.Lists.NewScorer(), settings), fitted.Data, settings);
                var fast = Find(fitted.Lists.NewFinder(settings) ?? new ScoringFinder(fitted.Lists.NewScorer(), settings), fitted.Data,
                    settings);
                Assert.Equal(plain, fast);
            }
    }

    [Theory]
    [MemberData(nameof(ListModels))]
    public void Explain_EveryItem_AddsUpToTheScoreWhereThereAreReasons(string name)
    {
        var fitted = SmallFit.Of(name, ModelTables.Random(10));
        var (scorer, scores, sums) = (fitted.Lists.NewScorer(), new float[fitted.Data.Items], new double[fitted.Data.Items]);
        for (int user = 0; user < fitted.Data.Users; user++)
        {
            if (!scorer.TryScore(History.Of(fitted.Data.Ratings, user, user, fitted.Data.Timestamps), scores))
                continue;
            var parts = new float[fitted.Data.Ratings.RowCount(user)];
            bool hasReasons = false;
            for (int item = 0; item < scores.Length; item++)
            {
                scorer.Explain(item, parts);
                (sums[item], hasReasons) = (parts.Sum(part => (double)part), hasReasons || parts.Any(part => part != 0));
            }
            for (int item = 0; hasReasons && item < scores.Length; item++)
                if (float.IsFinite(scores[item]))
                    Assert.Equal(scores[item], sums[item], 1e-4 * (1 + Math.Abs(scores[item])));
        }
    }

    [Theory]
    [MemberData(nameof(ListModels))]
    public void Explain_ByTheFinder_IsThatOfTheScorer(string name)
    {
        var fitted = SmallFit.Of(name, ModelTables.Random(11));
        var settings = new ListSettings(new ListOrder(fitted.Data.Popularity.Rank), 5, 5, []);
        var (finder, scorer) = (fitted.Lists.NewFinder(settings), fitted.Lists.NewScorer());
        var (contributions, scores, items) = (new Contributions(), new float[fitted.Data.Items], new[] { 0, 9, 4, 29 });
        for (int user = 0; finder is not null && user < fitted.Data.Users; user++)
        {
            var history = History.Of(fitted.Data.Ratings, user, user, fitted.Data.Timestamps);
            if (!scorer.TryScore(history, scores))
                continue;
            finder.Explain(history, items, contributions);
            for (int column = 0; column < items.Length; column++)
            {
                var (expected, found) = (new float[history.Items.Length], new float[history.Items.Length]);
                scorer.Explain(items[column], expected);
                for (int row = 0; row < contributions.RowCount; row++)
                    found[contributions.Rows[row]] = contributions.Row(row)[column];
                for (int row = 0; row < expected.Length; row++)
                    Assert.Equal(expected[row], found[row], 1e-5f);
            }
        }
    }

    [Theory]
    [MemberData(nameof(ModelsAndTables))]
    public void State_AsBytesAndBack_IsTheSame(string name, string table)
    {
        var fitted = SmallFit.Of(name, ModelTables.All[table]());
        var travelled = fitted.Travelled();
        Assert.Equal(fitted.Bytes(), travelled.Bytes());
        Assert.Equal(fitted.Outcome(), travelled.Outcome());
    }

    [Theory]
    [MemberData(nameof(FittedHere))]
    public void Fit_AnyThreads_HasTheSameBytes(string name)
    {
        byte[] one = SmallFit.Of(name, ModelTables.Random(12), threads: 1).Bytes();
        Assert.Equal(one, SmallFit.Of(name, ModelTables.Random(12), threads: 2).Bytes());
        Assert.Equal(one, SmallFit.Of(name, ModelTables.Random(12), threads: 7).Bytes());
    }

    [Theory]
    [MemberData(nameof(FittedHere))]
    public void State_EveryTable_HasARowForEachItemOrUser(string name)
    {
        var fitted = SmallFit.Of(name, ModelTables.Random(13));
        Assert.Equal(fitted.Model.Tables.Select(form => (form.Name, form.Axis)),
            fitted.State.Tables.Select(table => (table.Name, table.Axis)));
        Assert.All(fitted.Model.Tables, form => Assert.Equal(form.Form == RowForm.One, fitted.State[form.Name].Offsets is null));
        Assert.All(fitted.State.Tables, table => Assert.Equal(table.Axis switch { Axis.Item => 30, Axis.User => 40, _ => 1 }, table.Rows));
        Assert.All(fitted.State.Tables, table =>
            Assert.All(table.Columns, column => Assert.Equal(table.Offsets?[^1] ?? table.Rows, column.Rows)));
        Assert.Equal(fitted.State.Tables.Count, fitted.State.Tables.Select(table => table.Name).Distinct().Count());
        Assert.All(fitted.State.Tables.SelectMany(table => table.Columns.Select(column => column.Name).Append(table.Name)), each =>
            Assert.Matches("^[a-z][a-z0-9_]*$", each));
    }

    private static string[] Find(IListFinder finder, TrainingData data, ListSettings settings)
    {
        var block = new UserBlock(data.Items, settings.Excluded, ListBlockMaker.BlockUsers);
        var lists = Enumerable.Range(0, data.Users).Select(_ => new ModelList("any", settings.Candidates)).ToArray();
        for (int first = 0; first < data.Users; first += ListBlockMaker.BlockUsers)
        {
            int[] users = [.. Enumerable.Range(first, Math.Min(ListBlockMaker.BlockUsers, data.Users - first))];
            block.Start(data.Ratings, users, null, timestamps: data.Timestamps);
            finder.Find(block, lists.AsSpan(first, users.Length));
        }
        return [.. lists.Select(list =>
            list.IsOwn ? $"{string.Join(' ', list.List.Items.ToArray())} with {string.Join(' ', list.List.Scores.ToArray())}" : "none of its own")];
    }
}
