using System.Diagnostics;
using System.Globalization;
using RecPipeline.Models.Autoencoder;
using RecPipeline.Models.Benchmarks;
using RecPipeline.Models.Kernels;

namespace RecPipeline.GpuWorker.Benchmarks;

/// <summary>Question: which share of the machine's peak does training reach? Peak, matrix product, memory and an epoch stand in one table.</summary>
/// <remarks>With "search" first: <see cref="Search"/>; with "sampling": <see cref="Sampling"/>. Usage: dotnet run -c Release --project benchmarks/GpuWorker -- [--users 138493] [--items 26744] [--rows 20000263] [--hidden 128] [--batch 256] [--batches 60] [--optimizer Sgd] [--device cpu].</remarks>
internal static class Program
{
    public static void Main(string[] args)
    {
        switch (args)
        {
            case ["search", ..]: Search.Run(args[1..]); return;
            case ["sampling", ..]: Sampling.Run(args[1..]); return;
            default: Epoch(args); return;
        }
    }

    private static void Epoch(string[] args)
    {
        var options = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair[^1]);
        int Number(string key, int other) => options.TryGetValue(key, out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : other;
        int threads = Number("--threads", Environment.ProcessorCount);
        var shape = new EpochShape(
            Number("--users", 138_493), Number("--items", 26_744), Number("--rows", 20_000_263), Number("--hidden", 128), Number("--batch", 256), Number("--batches", 60),
            Enum.Parse<Optimizer>(options.GetValueOrDefault("--optimizer", "Sgd")), options.GetValueOrDefault("--device", "cpu"));
        double peak = MachinePeak.GigaFlops(threads) * threads;
        Line($"{Environment.ProcessorCount} processors, {threads} threads, kernel {KernelChoice.Chosen}, .NET {Environment.Version}");
        Line($"peak {peak:0.0} GFLOP/s (register-only float32 multiply-add, all threads, per processor second)");
        Line($"triad {Machine.Triad(threads):0.0} GB/s");
        Line($"matrix product {Machine.Product(256, 128, 26_744) / (peak / threads):0 %} of one processor's peak at 256 x 128 x 26,744");
        new EpochMeasure(shape, threads, peak).Run();
        Line($"peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e9:0.00} GB");
    }

    internal static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
