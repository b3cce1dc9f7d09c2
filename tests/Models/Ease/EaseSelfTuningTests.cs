using RecPipeline.Models.Contract;
using RecPipeline.Models.Ease;
using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Tests.Ease;

public class EaseSelfTuningTests
{
    private static readonly IModel Ease = new EaseRecommender();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 10)]
    [InlineData(1000, 1000)]
    [InlineData(1001, 1000)]
    [InlineData(5501, 1276)] // 5501 · (0.1 / 8)^(1/3) = 1276.7
    [InlineData(20_000, 4641)]
    public void The_items_of_the_search_follow_from_how_many_are_liked(int liked, int expected)
    {
        int items = EaseSelfTuning.Items(liked);
        Assert.Equal(expected, items);
        if (items > 1000)
            Assert.InRange(8.0 * items * items * items, 0, 0.1 * liked * (double)liked * liked);
    }

    [Fact]
    public void Points_are_powers_of_two_around_what_is_set_and_keep_everything_else()
    {
        var search = Ease.SelfTuning(Data((0, 0, 5)), new EaseOptions { Lambda = 80, MaxItems = 7 })!;
        Assert.Equal([10, 20, 40, 80, 160, 320, 640, 1280], search.Points.Select(point => ((EaseOptions)point.Options).Lambda));
        Assert.All(search.Points, point => Assert.Equal((7, point.Values["lambda"]), (((EaseOptions)point.Options).MaxItems, ((EaseOptions)point.Options).Lambda)));
    }

    [Fact]
    public void Rows_are_the_likes_of_the_most_liked_items_of_equal_ones_the_first()
    {
        // Item 1500 is liked twice, all others once; item 3 is rated and not liked.
        var cells = Enumerable.Range(0, 1600).Where(item => item != 3).Select(item => (0, item, 4f)).Append((1, 1500, 5f)).Append((1, 3, 2f));
        var rows = Ease.SelfTuning(Data([.. cells]), new EaseOptions())!.Rows;
        Assert.Equal((2, 1600, 1001), (rows.Users, rows.Items, rows.Ratings.Count));
        Assert.Equal([.. Enumerable.Range(0, 1000).Where(item => item != 3), 1500], rows.Ratings.RowIndices(0).ToArray());
        Assert.Equal([1500], rows.Ratings.RowIndices(1).ToArray());
        Assert.Equal([5f], rows.Ratings.RowValues(1).ToArray());
    }

    [Fact]
    public void There_is_no_search_where_it_is_off_or_nobody_likes_anything()
    {
        Assert.Null(Ease.SelfTuning(Data((0, 0, 5)), new EaseOptions { Auto = false }));
        Assert.Null(Ease.SelfTuning(Data((0, 0, 1)), new EaseOptions()));
        Assert.Equal((true, false), (Ease.TunesItself(new EaseOptions()), Ease.TunesItself(new EaseOptions { Auto = false })));
    }

    private static TrainingData Data(params (int User, int Item, float Rating)[] cells) => new(
        SparseMatrix.FromTriples(2, 1600, [.. cells.Select(cell => cell.User)], [.. cells.Select(cell => cell.Item)], [.. cells.Select(cell => cell.Rating)]), 4);
}
