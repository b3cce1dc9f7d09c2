using RecPipeline.Spark.Benchmarks;
using RecPipeline.Spark.Worker;

// What does the way between C# and Spark cost? Prints one table line per question, for the Spark that SPARK_HOME or the cache gives.
//   nice dotnet run -c Release --project benchmarks/Spark -- [--version 3.5.9] [--master local[2]]
if (SparkWorker.TryRun(args, out int code))
    return code;
SparkBenchmarks.Run(Value("--version"), Value("--master") ?? "local[2]");
return 0;

string? Value(string option) => Array.IndexOf(args, option) is var i and >= 0 && i + 1 < args.Length ? args[i + 1] : null;
