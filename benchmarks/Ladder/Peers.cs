using System.Diagnostics;
using System.Text.Json.Nodes;

namespace RecPipeline.Ladder;

/// <summary>What a user would pick instead, on the same file: the lines of <c>bench_peers.py</c> (implicit, SciPy) as a table.</summary>
internal static class Peers
{
    public static void Run(string python, string script, Rung rung)
    {
        string[] arguments = [script, rung.RatingsFile, "--tasks", "als,cosine,topn", "--rank", "64", "--iterations", "10", "--n", "100", "--k", "50", "--threads", $"{Environment.ProcessorCount}"];
        var used = LinuxChildren.ProcessorTime();
        using var child = Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true })!;
        Console.WriteLine($"\n| peer, {rung.Ratings:N0} ratings | seconds | peak memory so far |\n| --- | --- | --- |");
        while (child.StandardOutput.ReadLine() is { } line)
            Console.WriteLine(Row(JsonNode.Parse(line)!));
        child.WaitForExit();
        if (child.ExitCode != 0)
            throw new InvalidOperationException($"{script} ended with code {child.ExitCode}.");
        Console.WriteLine($"\nTogether {(LinuxChildren.ProcessorTime() - used).TotalSeconds:F1} processor seconds.");
    }

    private static string Row(JsonNode task) => $"| {task["task"]} | {task["seconds"]} | {task["peakRssMb"]} MB |";
}
