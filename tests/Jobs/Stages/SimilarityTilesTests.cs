using RecPipeline.Jobs.Models.Similarity;

namespace RecPipeline.Jobs.Tests.Stages;

public class SimilarityTilesTests
{
    [Theory]
    [InlineData(1000, 999, 500, 3)] // two of three blocks have 667 bytes, two of two all 1,000
    [InlineData(1000, 100, 500, 20)]
    [InlineData(1000, 1, 500, 500)] // no more blocks than items
    [InlineData(1000, 10, 1, 2)]
    public void Blocks_TwoOfThem_AreNoLargerThanTheLimit(long bytes, long limit, int items, int expected) => Assert.Equal(expected, SimilarityTiles.Blocks(bytes, limit, items));
}
