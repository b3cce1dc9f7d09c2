using System.Diagnostics;

namespace RecPipeline.Formats.Benchmarks;

/// <summary>What the machine's memory can do: arrays far larger than the caches, copied on all threads.</summary>
internal static class MachineBandwidth
{
    private const int Bytes = 64 << 20;

    /// <summary>Gigabytes copied per second, best of five (each byte is read once and written once).</summary>
    public static double GigabytesPerSecond(int threads)
    {
        var pairs = Enumerable.Range(0, threads).Select(_ => (From: new byte[Bytes], To: new byte[Bytes])).ToArray();
        double best = double.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            var watch = Stopwatch.StartNew();
            Parallel.ForEach(pairs, pair => pair.From.AsSpan().CopyTo(pair.To));
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }
        return (double)threads * Bytes / best / 1e9;
    }
}
