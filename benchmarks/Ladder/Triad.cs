using System.Diagnostics;
using System.Numerics;

namespace RecPipeline.Ladder;

/// <summary>What the memory can do: a = b + s · c over arrays far larger than the caches, on all threads. Source: McCalpin's STREAM.</summary>
internal static class Triad
{
    private const int Elements = 16 << 20, Rounds = 5;

    /// <returns>Gigabytes per second, two arrays read and one written; the best of five.</returns>
    public static double GigabytesPerSecond(int threads)
    {
        var arrays = Enumerable.Range(0, threads).Select(_ => (A: new float[Elements], B: new float[Elements], C: new float[Elements])).ToArray();
        double best = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            Parallel.ForEach(arrays, each => Run(each.A, each.B, each.C));
            best = Math.Min(best, clock.Elapsed.TotalSeconds);
        }
        return 3.0 * sizeof(float) * Elements * threads / best / 1e9;
    }

    private static void Run(float[] a, float[] b, float[] c)
    {
        for (int i = 0; i < a.Length; i += Vector<float>.Count)
            (new Vector<float>(b, i) + (new Vector<float>(c, i) * 3f)).CopyTo(a, i);
    }
}
