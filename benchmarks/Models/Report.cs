using System.Diagnostics;
using System.Globalization;

namespace RecPipeline.Models.Benchmarks;

/// <summary>Times work and prints one line. Speed is by processor seconds, which other programs on the machine disturb less than the clock.</summary>
internal sealed class Report(double peak)
{
    public void Measure(string what, double operations, Action work)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        work();
        double seconds = watch.Elapsed.TotalSeconds, used = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds;
        double speed = operations / used / 1e9;
        double megabytes = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1e6;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-58} {seconds,8:F3} s, {used,8:F3} processor s, {speed,6:F1} GFLOP/s each, {speed / peak,6:P0} of peak {megabytes,8:F1} MB"));
    }
}
