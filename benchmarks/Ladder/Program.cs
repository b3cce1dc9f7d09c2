using System.Globalization;
using RecPipeline.Ladder;
using RecPipeline.Models.Benchmarks;
using RecPipeline.Models.Kernels;

// Question: how does the cost of each stage grow with the number of ratings, and how near is it to what the machine can do?
// Usage: dotnet run -c Release --project benchmarks/Ladder -- FOLDER [2 6 20 many-users] [--stages clean,split,…] [--peers PYTHON bench_peers.py]
// FOLDER keeps the generated data and the tables; a rung's data is generated where it is missing. Prints Markdown.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var options = LadderOptions.Parse(args);
int threads = Environment.ProcessorCount;
double peak = MachinePeak.GigaFlops(threads), triad = Triad.GigabytesPerSecond(threads);
Console.WriteLine($"{threads} processors, kernel {KernelChoice.Chosen}, .NET {Environment.Version}, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}; "
    + $"peak {peak:F0} GFLOP/s for each processor (float32 multiply-add in registers), triad {triad:F1} GB/s on {threads} threads\n");
Console.WriteLine(StageLine.Header);
var lines = new List<StageLine>();
foreach (var rung in options.Rungs)
    foreach (string stage in options.Stages)
    {
        var line = rung.Run(stage, peak, triad);
        lines.Add(line);
        Console.WriteLine(line);
    }
Growth.Print(lines);
if (options.Python is not null)
    foreach (var rung in options.Rungs)
        Peers.Run(options.Python, options.PeersScript!, rung);
