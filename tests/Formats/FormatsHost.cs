using RecPipeline.Tests.Support;

namespace RecPipeline.Formats.Tests;

/// <summary>Runs tests/FormatsHost: what crashes, hangs or takes too much memory ends that process, not the tests.</summary>
internal static class FormatsHost
{
    private const int CpuSeconds = 20;
    private const long PeakKiloBytes = 512 << 10;

    /// <summary>Reads one file, and gives what came of it: rows, or a refusal.</summary>
    public static string Read(string file)
    {
        string[] lines = Run(CpuSeconds, "read", file);
        long peak = long.Parse(string.Concat(lines[^1].Where(char.IsAsciiDigit)));
        Assert.InRange(peak, 1, PeakKiloBytes);
        return lines[0];
    }

    /// <summary>Reads a file with every byte changed by each mask: how often it was refused, gave the same rows, other rows, another number of rows.</summary>
    public static (int Refused, int Same, int Others, int Counts) Invert(string file, params string[] masks)
    {
        int[] counts = [.. Run(600, ["invert", file, .. masks])[^1].Split(' ').Select(int.Parse)];
        return (counts[0], counts[1], counts[2], counts[3]);
    }

    // Seconds of the processor, so that a busy machine is no hang. The heap is bounded, or the kernel would end the process for a number that a file declares.
    private static string[] Run(int seconds, params string[] arguments)
    {
        string host = Path.Combine(AppContext.BaseDirectory, "RecPipeline.FormatsHost.dll");
        var result = ChildProcess.Run("bash", ["-c", $"ulimit -t {seconds}; export DOTNET_GCHeapHardLimit=0x18000000; exec dotnet \"$@\"", "bash", host, .. arguments]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
