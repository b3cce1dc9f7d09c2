using System.Diagnostics;

namespace RecPipeline.Formats.Benchmarks;

/// <summary>DuckDB on the same files: it sums every column, so that it has to decode them.</summary>
internal static class DuckDbPeer
{
    public static void Run(RatingFiles files, int threads)
    {
        string script = Path.Combine(Root(), "tests", "referees", "duckdb", "time.mjs");
        if (!Directory.Exists(Path.Combine(Path.GetDirectoryName(script)!, "node_modules")))
        {
            Console.WriteLine("DuckDB: left out, tests/setup has not installed tests/referees/duckdb");
            return;
        }
        string read = $"select sum(user_index), sum(item_index), sum(rating), sum(timestamp) from read_parquet('{files.Parquet}')";
        string csv = $"select sum(\"userId\"), sum(\"movieId\"), sum(rating), sum(timestamp) from read_csv('{files.Csv}', header = true)";
        using var process = Process.Start("node",
        [
            script, $"{threads}", "Parquet read", read, "csv parse", csv,
            "(table)", $"create table ratings as select * from read_parquet('{files.Parquet}')",
            "Parquet write, snappy", $"copy ratings to '{files.Parquet}.duckdb' (format parquet, compression snappy)",
        ]);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{script} ended with exit code {process.ExitCode}; its message stands above.");
    }

    private static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "RecPipeline.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("RecPipeline.sln is in no folder above the program.");
        return folder;
    }
}
