using System.Globalization;

namespace RecPipeline.Models.Benchmarks;

/// <summary>The command line: names of measures, then sizes.</summary>
internal sealed record Options(string[] Names, int Rows, int Users, int Items, int Iterations, int Threads)
{
    public static Options Parse(string[] args)
    {
        string[] names = [.. args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal))];
        var values = args.Skip(names.Length).Chunk(2).ToDictionary(pair => pair[0], pair => int.Parse(pair[^1], CultureInfo.InvariantCulture));
        int Value(string key, int other) => values.GetValueOrDefault(key, other);
        return new Options(
            names.Length > 0 ? names : [.. Measures.Names], Value("--rows", 10_000_000), Value("--users", 138_493), Value("--items", 26_744),
            Value("--iterations", 2), Value("--threads", Environment.ProcessorCount));
    }
}
