using System.Diagnostics;
using RecPipeline.Models.Kernels;

namespace RecPipeline.GpuWorker.Benchmarks;

/// <summary>What the machine gives to plain work.</summary>
internal static class Machine
{
    /// <summary>a = b + s·c over arrays far larger than the caches: GB/s of the best of three rounds, three arrays counted.</summary>
    public static double Triad(int threads)
    {
        const int length = 32 << 20;
        float[] a = new float[length], b = new float[length], c = new float[length];
        void Round() => RowChunks.Run(length, 1 << 18, threads, (first, end) =>
        {
            b.AsSpan(first, end - first).CopyTo(a.AsSpan(first));
            Axpy.Add(3, c.AsSpan(first, end - first), a.AsSpan(first, end - first));
        }, CancellationToken.None);
        Round();
        return Enumerable.Range(0, 3).Max(_ => 3.0 * 4 * length / Seconds(Round) / 1e9);
    }

    /// <summary>GFLOP per processor second of one thread's matrix product.</summary>
    public static double Product(int rows, int inner, int columns)
    {
        var random = new Random(1);
        MatrixView Matrix(int r, int c) => new([.. Enumerable.Range(0, r * c).Select(_ => random.NextSingle() - 0.5f)], 0, r, c, c);
        var (a, b, c, gemm) = (Matrix(rows, inner), Matrix(inner, columns), Matrix(rows, columns), Gemm.Create());
        gemm.Add(a, b, c);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (int round = 0; round < 5; round++)
            gemm.Add(a, b, c);
        return 5 * 2.0 * rows * inner * columns / (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds / 1e9;
    }

    private static double Seconds(Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed.TotalSeconds;
    }
}
