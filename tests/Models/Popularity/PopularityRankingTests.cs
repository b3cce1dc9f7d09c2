using RecPipeline.Models.Matrices;
using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.Popularity;

public sealed class PopularityRankingTests
{
    [Fact]
    public void Count_Ties_GoToTheSmallerItem()
    {
        // Items 0 and 2 have one rating, item 1 has two, item 3 none.
        var popularity = PopularityRanking.Count(SparseMatrix.FromTriples(2, 4, [0, 0, 1, 1], [0, 1, 1, 2], [1f, 1f, 1f, 1f]));
        Assert.Equal([1L, 2L, 1L, 0L], popularity.Ratings);
        Assert.Equal([2, 1, 3, 4], popularity.Rank);
    }
}
