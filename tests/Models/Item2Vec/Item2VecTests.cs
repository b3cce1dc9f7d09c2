using RecPipeline.Models.Contract;
using RecPipeline.Models.Item2Vec;
using RecPipeline.Models.Matrices;
using RecPipeline.Models.Numbers;
using RecPipeline.Models.Tests.Support;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.Item2Vec;

public sealed class Item2VecTests
{
    private static readonly Item2VecModel Model = new();

    // Users 0 to 2 with histories of 3, 1 and 4 likes; item 4 is liked by nobody with a second like.
    private static readonly TrainingData Small = new(
        SparseMatrix.FromTriples(3, 6, [0, 0, 0, 1, 2, 2, 2, 2], [0, 1, 2, 4, 0, 2, 3, 5], [5f, 5f, 4f, 5f, 4f, 4f, 5f, 5f]), 4)
        { Timestamps = [30, 10, 20, 7, 4, 3, 2, 1] };

    [Theory]
    [InlineData(false, new[] { 0, 1, 2, 0, 2, 3, 5 })]
    [InlineData(true, new[] { 1, 2, 0, 5, 3, 2, 0 })]
    public void Histories_OfTwoOrMore_StandInOrder(bool inOrder, int[] items)
    {
        var histories = LikedHistories.Of(Small, inOrder);
        Assert.Equal(items, histories.Items);
        Assert.Equal([0, 0, 0, 3, 3, 3, 3], histories.Starts);
        Assert.Equal([3, 3, 3, 7, 7, 7, 7], histories.Ends);
        Assert.Equal([2, 1, 2, 1, 0, 1], histories.Counts);
    }

    [Fact]
    public void Place_AsManyStepsAsLikes_TakesEachOnce()
    {
        var contexts = new ContextDraw(LikedHistories.Of(Small, inOrder: false), 0, 42);
        Assert.Equal(Enumerable.Range(0, 7), Enumerable.Range(0, 7).Select(step => contexts.Place(step)).Order());
        Assert.Equal(contexts.Place(3), contexts.Place(10));
    }

    [Theory]
    [InlineData(0, new[] { 3, 5, 6 })]
    [InlineData(1, new[] { 3, 5 })]
    public void Context_ManySteps_IsEveryOtherPlaceOfTheWindow(int window, int[] places)
    {
        var contexts = new ContextDraw(LikedHistories.Of(Small, inOrder: false), window, 42);
        Assert.Equal(places, Enumerable.Range(0, 200).Select(step => contexts.Of(4, step)).Distinct().Order());
    }

    [Fact]
    public void Negatives_ManyDraws_FollowCountsToThePowerOfThreeQuarters()
    {
        int[] counts = [0, 16, 0, 1, 81, 0], drawn = new int[6];
        var negatives = new NegativeDraw(counts, 42);
        for (int draw = 0; draw < 36_000; draw++)
            drawn[negatives.Item(draw)]++;
        Assert.Equal([0, 8_000, 0, 1_000, 27_000, 0], drawn.Select(times => (int)Math.Round(times / 1000.0) * 1000)); // 8 : 1 : 27
    }

    [Fact]
    public void Negatives_AnyCounts_AreThoseOfAPlainSearch()
    {
        var random = new Random(7);
        int[] counts = [.. Enumerable.Range(0, 500).Select(_ => random.Next(4) == 0 ? 0 : (int)Math.Pow(10, 4 * random.NextDouble()))];
        double[] weights = [.. counts.Select(count => Math.Sqrt(count) * Math.Sqrt(Math.Sqrt(count)))];
        double total = weights.Aggregate(0.0, (sum, weight) => sum + weight);
        var negatives = new NegativeDraw(counts, 42);
        for (int draw = 0; draw < 5000; draw++)
        {
            double at = (CounterRandom.At(CounterRandom.Key(42, 3), draw) >> 11) * (1.0 / (1L << 53)) * total, sum = 0;
            int item = 0;
            while ((sum += weights[item]) <= at)
                item++;
            Assert.Equal(item, negatives.Item(draw));
        }
    }

    [Fact]
    public void Fit_ItemsOfNoPair_HaveNoVectorAndComeLast()
    {
        var state = Model.Fit(Small, Model.Defaults, SmallFit.Context(1));
        Assert.All(state["inputs"].Values<float>("vector").Skip(4 * 32).Take(32), value => Assert.Equal(0, value));
        var scores = new float[6];
        var scorer = Model.Lists(state, Model.Defaults, new ListContext(42, 1, 4, ModelTables.Scale, default))!.NewScorer();
        Assert.True(scorer.TryScore(new History([0, 4], [5f, 5f]), scores));
        Assert.Equal(float.NegativeInfinity, scores[4]);
        Assert.False(scorer.TryScore(new History([4], [5f]), scores));
    }

    [Fact]
    public void Fit_WindowInOrder_NeedsTimes()
    {
        IModel model = Model;
        Assert.Equal(ModelNeeds.Nothing, model.FitNeeds(Model.Defaults));
        Assert.Equal(ModelNeeds.Timestamps, model.FitNeeds(new Item2VecOptions { Window = 5 }));
    }

    // PYTHONPATH=benchmarks/reference python3 benchmarks/reference/item2vec.py data/ml-latest-small
    // The reference draws other pairs, and takes 64 of them in a step: its seeds 0 to 2 give .3026, .3005 and .3103.
    [Fact]
    public void Ndcg_LatestSmall_IsThatOfTheReference() => Assert.Equal(0.3045, Quality.Ndcg(Model, Model.Defaults, 0), 0.01);
}
