using RecPipeline.Models.Contract;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests;

/// <summary>What every model of the registry promises, whatever it learns. A model's own tests stand in a folder of its name.</summary>
public sealed partial class ModelTests
{
    public static TheoryData<string> Models => Of(_ => true);

    public static TheoryData<string> FittedHere => Of(model => !model.IsFittedApart);

    public static TheoryData<string> ListModels => Of(model => model.Use.HasFlag(ModelUse.Lists));

    public static TheoryData<string> RatingModels => Of(model => model.Use.HasFlag(ModelUse.Ratings));

    public static TheoryData<string> Learners => Of(model => !model.Use.HasFlag(ModelUse.Baseline));

    public static TheoryData<string, string> ModelsAndTables
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var model in ModelCatalogue.All)
                foreach (string table in ModelTables.All.Keys)
                    data.Add(model.Name, table);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Learners))]
    public void Checkerboard_Learner_StaysInTheGroup(string name)
    {
        var fitted = SmallFit.Of(name, ModelTables.Checkerboard());
        double right = 0, pairs = 0;
        for (int user = 0; user < fitted.Data.Users; user++)
            foreach (var (own, other) in PairsOfGroups(fitted, user))
                (right, pairs) = (right + (own > other ? 1 : own == other ? 0.5 : 0), pairs + 1);
        Assert.True(right > 0.98 * pairs, $"{name} puts an unseen item of the user's group first in {right} of {pairs} pairs");
    }

    [Theory]
    [MemberData(nameof(ModelsAndTables))]
    public void Outcome_OddTable_IsNeverNaN(string name, string table)
    {
        var fitted = SmallFit.Of(name, ModelTables.All[table]());
        Assert.DoesNotContain(fitted.Outcome(), value => double.IsNaN(value) || double.IsPositiveInfinity(value));
        foreach (var values in fitted.State.Tables.SelectMany(each => each.Columns))
            if (values.Values is float[] numbers)
                Assert.DoesNotContain(numbers, float.IsNaN);
    }

    [Theory]
    [MemberData(nameof(RatingModels))]
    public void Predict_AnyCell_IsWithinTheScaleOrNothing(string name)
    {
        var fitted = SmallFit.Of(name, ModelTables.Random(8));
        var predictor = fitted.Ratings;
        for (int user = 0; user < fitted.Data.Users; user++)
            for (int item = 0; item < fitted.Data.Items; item++)
                Assert.InRange(predictor.Predict(user, item) ?? 1, ModelTables.Scale.Low, ModelTables.Scale.High);
        Assert.Null(predictor.Predict(fitted.Data.Users, 0));
        Assert.Null(predictor.Predict(0, fitted.Data.Items));
        Assert.Null(predictor.Predict(-1, -1));
    }

    [Theory]
    [MemberData(nameof(ListModels))]
    public void TryScore_HistoryOfNobodyInParticular_HasNoNaN(string name)
    {
        var fitted = SmallFit.Of(name, ModelTables.Random(8));
        var (scorer, scores) = (fitted.Lists.NewScorer(), new float[fitted.Data.Items]);
        Check([], []);
        Check([3], [5]);
        Check([3], [0.5f]);
        Check([.. Enumerable.Range(0, scores.Length)], [.. Enumerable.Range(0, scores.Length).Select(item => 1f + (item % 5))]);
        void Check(int[] items, float[] ratings)
        {
            bool isOwn = scorer.TryScore(new History(items, ratings), scores);
            Assert.False(isOwn && scores.Any(score => float.IsNaN(score) || float.IsPositiveInfinity(score)),
                $"{name}, a history of {items.Length} items");
        }
    }

    [Theory]
    [MemberData(nameof(ListModels))]
    public void TryScore_AfterOtherUsers_IsTheSame(string name)
    {
        var fitted = SmallFit.Of(name, ModelTables.Random(9));
        var (scorer, scores) = (fitted.Lists.NewScorer(), new float[fitted.Data.Items]);
        for (int user = fitted.Data.Users - 1; user >= 0; user--)
        {
            bool isOwn = scorer.TryScore(History.Of(fitted.Data.Ratings, user, user, fitted.Data.Timestamps), scores);
            var alone = fitted.Scores(user);
            Assert.Equal(alone is not null, isOwn);
            if (isOwn)
                Assert.Equal(alone, scores);
        }
    }

    private static TheoryData<string> Of(Func<IModel, bool> isMeant) => [.. ModelCatalogue.All.Where(isMeant).Select(model => model.Name)];

    // Scores of an item of the user's group beside one of the other group, both without a rating.
    private static IEnumerable<(double Own, double Other)> PairsOfGroups(SmallFit fitted, int user)
    {
        var scores = Opinion(fitted, user);
        int[] unseen = [.. Enumerable.Range(0, fitted.Data.Items).Except(fitted.Data.Ratings.RowIndices(user).ToArray())];
        return from own in unseen
               where ModelTables.IsOfGroup(user, own)
               from other in unseen
               where !ModelTables.IsOfGroup(user, other)
               select (scores[own], scores[other]);
    }

    private static double[] Opinion(SmallFit fitted, int user) => fitted.Model.Use.HasFlag(ModelUse.Lists)
        ? Array.ConvertAll(fitted.Scores(user)!, score => (double)score)
        : [.. Enumerable.Range(0, fitted.Data.Items).Select(item => fitted.Ratings.Predict(user, item)!.Value)];
}
