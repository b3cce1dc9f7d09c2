using System.Globalization;

namespace RecPipeline.Ladder;

/// <summary>Processor time of children that have ended, from the kernel's table of this process.</summary>
internal static class LinuxChildren
{
    private const int TicksPerSecond = 100; // USER_HZ on every Linux that .NET runs on

    public static TimeSpan ProcessorTime()
    {
        string stat = File.ReadAllText("/proc/self/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' '); // fields from the third on; the sixteenth is cutime
        long ticks = long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds((double)ticks / TicksPerSecond);
    }
}
