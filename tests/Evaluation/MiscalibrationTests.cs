using RecPipeline.Models.Matrices;

namespace RecPipeline.Evaluation.Tests;

public class MiscalibrationTests
{
    // Items 0 and 1 are drama, 2 comedy, 3 both, 4 nothing.
    private static readonly TrainingCatalogue Catalogue = new(
        new SparseMatrix(1, [0, 0, 0, 0, 0, 0], [], []),
        SparseMatrix.FromTriples(5, 2, [0, 1, 2, 3, 3], [0, 0, 1, 0, 1], [1, 1, 1, 1, 1]));

    [Theory]
    [InlineData(new[] { 0 }, new[] { 1 }, 0)]
    [InlineData(new[] { 0 }, new[] { 1, 2 }, 0.98564470702293)] // log2(1 / .505)
    [InlineData(new[] { 0 }, new[] { 2 }, 6.6438561897747)] // log2(100)
    [InlineData(new[] { 0, 2 }, new[] { 3, 4 }, 0)] // half and half; an item without categories counts nothing
    [InlineData(new[] { 3, 0 }, new[] { 3 }, 0.18513314)] // .75 log2(.75 / .5025) + .25 log2(.25 / .4975)
    public void Value_HandShares_IsSteckDivergence(int[] history, int[] list, double bits) =>
        Assert.Equal(bits, new Miscalibration(Catalogue).Value(new RankedList(list, [], [], []) { History = history }, 10), 1e-6);

    [Theory]
    [InlineData(new int[0], new[] { 0 })]
    [InlineData(new[] { 4 }, new[] { 0 })]
    [InlineData(new[] { 0 }, new[] { 4 })]
    [InlineData(new[] { 0 }, new int[0])]
    public void Value_NoCategoriesOnOneSide_TakesNoPart(int[] history, int[] list) =>
        Assert.True(double.IsNaN(new Miscalibration(Catalogue).Value(new RankedList(list, [], [], []) { History = history }, 10)));

    [Fact]
    public void Of_NothingDescribesItems_IsNotMeasured()
    {
        var plain = new TrainingCatalogue(new SparseMatrix(1, [0, 0], [], []));
        Assert.DoesNotContain(StandardMetrics.Of(ProtocolKind.HeldOutUsers, plain), metric => metric is Miscalibration);
        Assert.Contains(StandardMetrics.Of(ProtocolKind.HeldOutUsers, Catalogue), metric => metric is Miscalibration);
    }
}
