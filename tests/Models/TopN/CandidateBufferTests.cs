using RecPipeline.Models.TopN;

namespace RecPipeline.Models.Tests.TopN;

public sealed class CandidateBufferTests
{
    [Theory]
    [InlineData(1, 1000, 0)]
    [InlineData(100, 5000, 0)]
    [InlineData(100, 5000, 0.05)]
    [InlineData(50, 30, 0.05)]
    public void Shrink_RandomScores_KeepsAllThatCanBeAmongTheBest(int n, int scores, double error)
    {
        var random = new Random(n);
        float[] values = [.. Enumerable.Range(0, scores).Select(_ => (float)random.NextDouble())];
        var buffer = Filled(n, values, error);
        double nth = n <= scores ? values.OrderDescending().ElementAt(n - 1) : double.NegativeInfinity;
        Assert.Empty(Enumerable.Range(0, scores).Where(item => values[item] >= nth - error).Except(buffer.Items.ToArray()));
        Assert.Equal(buffer.Items.ToArray().Select(item => values[item]), buffer.Scores.ToArray());
        Assert.InRange(buffer.Count, Math.Min(n, scores), Math.Min(scores, n + 64 + (int)(scores * 4 * error)));
    }

    [Fact]
    public void Add_EqualScores_KeepsThemAll() => Assert.Equal(3000, Filled(10, [.. Enumerable.Repeat(2f, 3000)], 0.1).Count);

    [Fact]
    public void Shrink_WorkedByHand_KeepsWhatIsLessThanTwoErrorsBelow()
    {
        // One of two errors of .1 below 5.0 may still be the best. Twenty scores of 1 are beyond what may stay for speed.
        float[] scores = [5f, 4.9f, .. Enumerable.Repeat(1f, 20)];
        Assert.Equal([0, 1], Filled(1, scores, 0.1).Items.ToArray());
    }

    [Fact]
    public void Shrink_FewerThanN_KeepsAllAndNoThreshold()
    {
        var buffer = Filled(5, [3f, -1f], 0);
        Assert.Equal((2, float.NegativeInfinity), (buffer.Count, buffer.Threshold));
    }

    private static CandidateBuffer Filled(int n, float[] scores, double error)
    {
        var buffer = new CandidateBuffer(n);
        buffer.Start(error);
        for (int item = 0; item < scores.Length; item++)
            if (scores[item] >= buffer.Threshold)
                buffer.Add(item, scores[item]);
        buffer.Shrink();
        return buffer;
    }
}
