using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Tests;

public sealed class CsrOffsetsTests
{
    private static readonly int[] Lengths = [2, 0, 1];

    [Fact]
    public void OfLengths_RowsWithAndWithoutEntries_RisesByEach()
    {
        Assert.Equal([0, 2, 2, 3], CsrOffsets.OfLengths(3, row => Lengths[row]));
        Assert.Equal([0], CsrOffsets.OfLengths(0, row => Lengths[row]));
        Assert.Throws<OverflowException>(() => CsrOffsets.OfLengths(2, _ => int.MaxValue));
    }

    [Fact]
    public void OfEntries_AnyOrder_CountsEachRow()
    {
        Assert.Equal([0, 2, 2, 3], CsrOffsets.OfEntries(3, [2, 0, 0]));
        Assert.Equal([0, 0, 2], CsrOffsets.RowOfEntry([0, 2, 2, 3]));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void OfEntries_RowOutside_IsRefused(int row) => Assert.Contains(
        $"Index {row} is outside [0, 3)", Assert.Throws<ArgumentException>(() => CsrOffsets.OfEntries(3, [row])).Message,
        StringComparison.Ordinal);
}
