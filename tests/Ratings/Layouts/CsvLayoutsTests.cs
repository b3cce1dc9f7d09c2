using RecPipeline.Ratings.Csv;
using RecPipeline.Ratings.Layouts;

namespace RecPipeline.Ratings.Tests.Layouts;

public class CsvLayoutsTests
{
    [Fact]
    public void Named_EveryLayout_IsFoundByItsName()
    {
        Assert.Equal(["movielens", "movielens-1m", "movielens-10m", "movielens-100k", "youtube", "netflix"], CsvLayouts.All.Select(layout => layout.Name));
        Assert.All(CsvLayouts.All, layout => Assert.Same(layout, CsvLayouts.Named(layout.Name)));
    }

    [Fact]
    public void Named_UnknownLayout_ListsTheKnownOnes()
    {
        var error = Assert.Throws<ArgumentException>(() => CsvLayouts.Named("lastfm"));
        Assert.StartsWith("There is no layout 'lastfm'. Known layouts: movielens, movielens-1m, movielens-10m, movielens-100k, youtube, netflix.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"")]
    [InlineData("a\n")]
    public void Of_SeparatorThatCannotSeparate_IsRefused(string separator)
    {
        var error = Assert.Throws<ArgumentException>(() => CsvFormat.Of(separator, true, true));
        Assert.StartsWith("A separator has at least one byte and holds no quote and no line end.", error.Message, StringComparison.Ordinal);
    }
}
