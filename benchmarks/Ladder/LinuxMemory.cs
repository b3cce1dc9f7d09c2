using System.Globalization;

namespace RecPipeline.Ladder;

/// <summary>The process's largest resident memory, as the kernel counts it.</summary>
internal static class LinuxMemory
{
    /// <summary>Starts counting anew from what is resident now.</summary>
    public static void ForgetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    public static long PeakBytes()
    {
        string line = File.ReadLines("/proc/self/status").First(each => each.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
