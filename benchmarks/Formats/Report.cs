using System.Diagnostics;

namespace RecPipeline.Formats.Benchmarks;

/// <summary>Times work, best of five, and prints one line. On a busy machine processor seconds tell more than the clock.</summary>
internal sealed class Report(int rows, double bandwidth)
{
    private const int Repetitions = 5;

    /// <param name="what">Name of the line.</param>
    /// <param name="bytes">Bytes that were parsed, written or read: the file's and the columns'.</param>
    /// <param name="work">Checks its own result.</param>
    public void Measure(string what, Func<long> bytes, Action work)
    {
        var (seconds, processor, allocated) = (double.MaxValue, double.MaxValue, long.MaxValue);
        for (int i = 0; i < Repetitions; i++)
        {
            GC.Collect();
            long before = GC.GetTotalAllocatedBytes(precise: true);
            var used = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            work();
            seconds = Math.Min(seconds, watch.Elapsed.TotalSeconds);
            processor = Math.Min(processor, (Process.GetCurrentProcess().TotalProcessorTime - used).TotalSeconds);
            allocated = Math.Min(allocated, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        double gigabytes = bytes() / 1e9;
        Console.WriteLine(
            $"{what,-34} {seconds,7:F3} s {processor,7:F3} processor s {rows / seconds / 1e6,7:F1} M rows/s {gigabytes / seconds,6:F2} GB/s"
            + $" {gigabytes / seconds / bandwidth,5:P0} of memory {(double)allocated / rows,6:F1} B allocated per row");
    }
}
