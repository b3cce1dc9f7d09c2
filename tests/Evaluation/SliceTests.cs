using RecPipeline.Models.Matrices;

namespace RecPipeline.Evaluation.Tests;

public class SliceTests
{
    private static readonly RandomLists Data = new(users: 80, items: 300, length: 50, seed: 5);

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "history 1-4")]
    [InlineData(4, "history 1-4")]
    [InlineData(5, "history 5-19")]
    [InlineData(99, "history 20-99")]
    [InlineData(499, "history 100-499")]
    [InlineData(500, "history 500+")]
    public void Histories_OfAnyLength_LieInOneSlice(int length, string name)
    {
        int[] history = [.. Enumerable.Range(0, length)];
        Assert.Equal(name, string.Join(' ', HistorySlice.All.Where(slice => slice.HasUser(new RankedList([], [], [], []) { History = history }))
            .Select(slice => slice.Name)));
    }

    [Fact]
    public void Value_UserOutsideTheSlice_TakesNoPart()
    {
        var metric = new SlicedMetric(new Ndcg(), new HistorySlice(5, 19));
        Assert.True(double.IsNaN(metric.Value(new RankedList([1], [], [1], []) { History = [2] }, 10)));
        Assert.Equal(1, metric.Value(new RankedList([1], [], [1], []) { History = [2, 3, 4, 5, 6] }, 10));
    }

    [Fact]
    public void Value_HeadAndTail_ShareTheHitsAmongThem()
    {
        var (head, tail) = (new PopularitySlice(Data.Catalogue, isHead: true), new PopularitySlice(Data.Catalogue, isHead: false));
        var (ofHead, ofTail, all) = (new SlicedMetric(new Recall(), head), new SlicedMetric(new Recall(), tail), new Recall());
        int measured = 0;
        for (int user = 0; user < Data.Lists.Length; user++)
        {
            var list = Data.List(user);
            int heads = Data.Relevant[user].Count(Data.Catalogue.IsHead), tails = Data.Relevant[user].Length - heads;
            Assert.Equal(heads == 0, double.IsNaN(ofHead.Value(list, 20)));
            Assert.Equal(tails == 0, double.IsNaN(ofTail.Value(list, 20)));
            if (heads * tails == 0)
                continue;
            measured++;
            Assert.Equal(all.Value(list, 20) * (heads + tails), (ofHead.Value(list, 20) * heads) + (ofTail.Value(list, 20) * tails), 1e-12);
        }
        Assert.InRange(measured, 20, Data.Lists.Length);
    }

    [Fact]
    public void Value_Category_ReadsHiddenItemsOfItAlone()
    {
        var catalogue = new TrainingCatalogue(
            new SparseMatrix(1, [0, 0, 0, 0], [], []), SparseMatrix.FromTriples(3, 2, [0, 1], [0, 1], [1, 1]));
        var comedy = new SlicedMetric(new HitRate(), new CategorySlice(catalogue, new Category(1, "genres=Comedy")));
        Assert.Equal("hidden: genres=Comedy", comedy.Slice);
        Assert.Equal(0, comedy.Value(new RankedList([0], [], [0, 1], []), 10)); // item 0 is a hit, and no comedy
        Assert.Equal(1, comedy.Value(new RankedList([0, 1], [], [0, 1], []), 10));
        Assert.True(double.IsNaN(comedy.Value(new RankedList([0], [], [0, 2], []), 10)));
    }

    [Fact]
    public void Of_Protocol_TakesItsHeadlineApart()
    {
        static string[] Of(ProtocolKind kind) =>
            [.. StandardMetrics.Of(kind, Data.Catalogue, slices: [new HistorySlice(1, 4)]).OfType<SlicedMetric>().Select(metric => metric.Name)];
        Assert.Equal(["NDCG"], Of(ProtocolKind.HeldOutUsers));
        Assert.Equal(["NDCG"], Of(ProtocolKind.Later));
        Assert.Equal(["HitRate"], Of(ProtocolKind.LeaveOneOut));
        Assert.Empty(Of(ProtocolKind.Ratings));
    }
}
