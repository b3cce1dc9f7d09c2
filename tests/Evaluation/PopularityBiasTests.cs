using RecPipeline.Models.Matrices;

namespace RecPipeline.Evaluation.Tests;

public class PopularityBiasTests
{
    // Six items with 5, 1, 1, 1, 1 and 0 ratings; the head is one of the five that are rated.
    private static readonly TrainingCatalogue Catalogue = new(
        SparseMatrix.FromTriples(6, 5, [0, 0, 0, 0, 0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 0, 1, 2, 3], [.. Enumerable.Repeat(4f, 9)]));

    [Fact]
    public void Head_FiveRatedItems_IsTheMostPopularOne() =>
        Assert.Equal([true, false, false, false, false, false], Enumerable.Range(0, 6).Select(Catalogue.IsHead));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.5)]
    [InlineData(10, 2.0 / 3)]
    public void LongTail_ListOfHeadAndTail_IsTheShareOfTheTail(int cutoff, double share) =>
        Assert.Equal(share, new LongTailShare(Catalogue).Value(new RankedList([0, 5, 2], [], [], []), cutoff), 1e-15);

    [Theory]
    [InlineData(1, 4)] // 5 ratings where the history has 1
    [InlineData(2, 2)] // 3 in the mean
    public void Lift_HistoryOfTheTail_IsHowMuchMorePopularTheListIs(int cutoff, double lift) =>
        Assert.Equal(lift, new PopularityLift(Catalogue).Value(new RankedList([0, 2], [], [], []) { History = [1, 3] }, cutoff), 1e-15);

    [Fact]
    public void Both_NothingToMeasure_AreNotANumber()
    {
        Assert.True(double.IsNaN(new LongTailShare(Catalogue).Value(new RankedList([], [], [], []), 10)));
        Assert.True(double.IsNaN(new PopularityLift(Catalogue).Value(new RankedList([0], [], [], []), 10)));
        Assert.True(double.IsNaN(new PopularityLift(Catalogue).Value(new RankedList([], [], [], []) { History = [1] }, 10)));
        Assert.True(double.IsNaN(new PopularityLift(Catalogue).Value(new RankedList([0], [], [], []) { History = [5] }, 10))); // unrated
    }
}
