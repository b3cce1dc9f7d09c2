using System.Globalization;
using RecPipeline.Models.Benchmarks;
using RecPipeline.Models.Kernels;

// Question: how much of the machine do the models' kernels reach? Every line stands beside the peak measured in the same run.
// Usage: dotnet run -c Release --project benchmarks/Models -- [names …] [--rows 10000000] [--users 138493] [--items 26744] [--iterations 2] [--threads N]
var options = Options.Parse(args);
Console.WriteLine($"{Environment.ProcessorCount} processors, {options.Threads} threads, kernel {KernelChoice.Chosen}, .NET {Environment.Version}");
double peak = MachinePeak.GigaFlops(options.Threads);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak {peak:F0} GFLOP/s for each processor (float32 multiply-add in registers)"));
var report = new Report(peak);
foreach (string name in options.Names)
    Measures.Named(name)(options, report);
