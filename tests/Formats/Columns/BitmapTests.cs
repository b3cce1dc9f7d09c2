using RecPipeline.Formats.Columns;

namespace RecPipeline.Formats.Tests.Columns;

public sealed class BitmapTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(8, 1)]
    [InlineData(9, 2)]
    [InlineData(int.MaxValue, 268_435_456)]
    public void ByteCount_AnyCount_RoundsUpWithoutOverflow(int count, int bytes) => Assert.Equal(bytes, Bitmap.ByteCount(count));

    [Fact]
    public void NullCount_EveryLength_CountsBitByBit()
    {
        var random = new Random(20_261_203);
        var bits = new byte[40];
        random.NextBytes(bits);
        for (int count = 0; count <= 8 * bits.Length; count++)
            Assert.Equal(Enumerable.Range(0, count).Count(row => !IsSet(bits, row)), Bitmap.NullCount(bits, count));
        Assert.Equal(0, Bitmap.NullCount([], 100));
    }

    [Fact]
    public void Slice_EveryStartAndLength_MovesBitByBit()
    {
        var bits = new byte[7];
        new Random(20_261_204).NextBytes(bits);
        for (int start = 0; start <= 56; start++)
        {
            for (int count = 0; count <= 56 - start; count++)
            {
                bool[] wanted = [.. Enumerable.Range(start, count).Select(row => IsSet(bits, row))];
                byte[] slice = Bitmap.Slice(bits, start, count);
                Assert.Equal(wanted, Enumerable.Range(0, count).Select(row => slice.Length == 0 || IsSet(slice, row)));
                Assert.Equal(wanted.All(bit => bit), slice.Length == 0);
            }
        }
    }

    [Fact]
    public void AllNull_AnyCount_HasNoBitSet()
    {
        foreach (int count in (int[])[0, 1, 9000, 100, 100_000])
            Assert.Equal(count, Bitmap.NullCount(Bitmap.AllNull(count).Span, count));
    }

    private static bool IsSet(byte[] bits, int row) => (bits[row >> 3] >> (row & 7) & 1) != 0;
}
