using System.Globalization;
using RecPipeline.Formats.Benchmarks;

// Question: how fast are the formats beside the machine's memory and beside DuckDB on the same files in the same run?
// Usage: dotnet run -c Release --project benchmarks/Formats -- [--rows 20000000] [--threads N] [--folder PATH]
// DuckDB takes part where node is there and tests/setup has installed tests/referees/duckdb.
var options = args.Chunk(2).ToDictionary(pair => pair[0], pair => pair[^1]);
int rows = int.Parse(options.GetValueOrDefault("--rows", "20000000"), CultureInfo.InvariantCulture);
int threads = int.Parse(options.GetValueOrDefault("--threads", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
string folder = Directory.CreateDirectory(options.GetValueOrDefault("--folder", Path.Combine(Path.GetTempPath(), "recpipeline-formats"))).FullName;

double bandwidth = MachineBandwidth.GigabytesPerSecond(threads);
Console.WriteLine($"{Environment.ProcessorCount} processors, {threads} threads, .NET {Environment.Version}, memory {bandwidth:F1} GB/s copied, {rows:N0} ratings");
var report = new Report(rows, bandwidth);
var files = new RatingFiles(rows, folder);
ArrowMeasures.Run(files, bandwidth);
ParquetMeasures.Run(files, report, threads);
CsvMeasures.Run(files, report, threads);
DuckDbPeer.Run(files, threads);
