using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace RecPipeline.Models.Benchmarks;

/// <summary>What the processors can do at most: float32 multiply-adds that never leave the registers, on all threads at once.</summary>
internal static class MachinePeak
{
    private const int Steps = 40_000_000, Sums = 10;

    /// <returns>GFLOP per second of one processor, two operations per multiply-add; the best of three runs.</returns>
    public static double GigaFlops(int threads) => Enumerable.Range(0, 3).Max(_ => RunOnce(threads));

    private static double RunOnce(int threads)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, _ => Run());
        int lanes = Vector512.IsHardwareAccelerated ? 16 : 8;
        return 2.0 * lanes * Sums * Steps * threads / (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds / 1e9;
    }

    private static float Run() => Vector512.IsHardwareAccelerated ? Run512() : Run256();

    private static float Run256()
    {
        var (x, y) = (Vector256.Create(0.999f), Vector256.Create(0.001f));
        Vector256<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y;
        for (int step = 0; step < Steps; step++)
        {
            a = Vector256.FusedMultiplyAdd(a, x, y);
            b = Vector256.FusedMultiplyAdd(b, x, y);
            c = Vector256.FusedMultiplyAdd(c, x, y);
            d = Vector256.FusedMultiplyAdd(d, x, y);
            e = Vector256.FusedMultiplyAdd(e, x, y);
            f = Vector256.FusedMultiplyAdd(f, x, y);
            g = Vector256.FusedMultiplyAdd(g, x, y);
            h = Vector256.FusedMultiplyAdd(h, x, y);
            i = Vector256.FusedMultiplyAdd(i, x, y);
            j = Vector256.FusedMultiplyAdd(j, x, y);
        }
        return (a + b + c + d + e + f + g + h + i + j)[0];
    }

    private static float Run512()
    {
        var (x, y) = (Vector512.Create(0.999f), Vector512.Create(0.001f));
        Vector512<float> a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y;
        for (int step = 0; step < Steps; step++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y);
            b = Vector512.FusedMultiplyAdd(b, x, y);
            c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y);
            e = Vector512.FusedMultiplyAdd(e, x, y);
            f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y);
            h = Vector512.FusedMultiplyAdd(h, x, y);
            i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y);
        }
        return (a + b + c + d + e + f + g + h + i + j)[0];
    }
}
