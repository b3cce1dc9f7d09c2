using RecPipeline.Models.Als;
using RecPipeline.Models.Biases;
using RecPipeline.Models.Ease;
using RecPipeline.Models.Kernels;

namespace RecPipeline.Models.Benchmarks;

/// <summary>What can be measured, by name.</summary>
internal static class Measures
{
    private static readonly AlsParameters Lists = new(64, 1, 0.1, 2, true, 42);

    private static readonly Dictionary<string, Action<Options, Report>> All = new()
    {
        ["system"] = (options, report) => System(report),
        ["gemm"] = (options, report) => Product(report),
        ["implicit"] = (options, report) => Als(options, report, Lists),
        ["gradients"] = (options, report) => Als(options, report, Lists with { Solver = AlsSolverKind.ConjugateGradient }),
        ["explicit"] = (options, report) => Als(options, report, Lists with { Rank = 20, ImplicitPrefs = false, RegParam = 0.15 }),
        ["biases"] = Biases,
        ["ease"] = Ease,
    };

    public static IEnumerable<string> Names => All.Keys;

    public static Action<Options, Report> Named(string name) => All.GetValueOrDefault(name)
        ?? throw new ArgumentException($"There is no measure '{name}'; choose from {string.Join(", ", Names)}.", nameof(name));

    // Both halves of each iteration: rank·(rank + 1) operations per row and side, rank³/3 per system.
    private static void Als(Options options, Report report, AlsParameters p)
    {
        var matrix = RandomInteractions.Create(options.Users, options.Items, options.Rows, p.ImplicitPrefs);
        double operations = options.Iterations * ((2.0 * matrix.Count * p.Rank * (p.Rank + 1)) + ((matrix.Rows + matrix.Columns) * Math.Pow(p.Rank, 3) / 3));
        report.Measure(
            $"{(p.ImplicitPrefs ? "implicit" : "explicit")} {p.Solver}, rank {p.Rank}, {matrix.Count:N0} rows, {options.Iterations} iterations",
            operations, () => AlsSolver.Fit(matrix, p with { MaxIter = options.Iterations }, options.Threads, null, default));
    }

    private static void Biases(Options options, Report report)
    {
        var matrix = RandomInteractions.Create(options.Users, options.Items, options.Rows, binary: false);
        report.Measure($"biases, {matrix.Count:N0} rows, 20 sweeps", 3.0 * 40 * matrix.Count, () => BiasSolver.Fit(matrix, new BiasParameters(5, 20), options.Threads));
    }

    private static void Ease(Options options, Report report)
    {
        const int items = 4000;
        var matrix = RandomInteractions.Create(20_000, items, 1_000_000, binary: true);
        report.Measure($"EASE, {items:N0} items", Math.Pow(items, 3), () => EaseSolver.Fit(matrix, new EaseParameters(100), options.Threads, null, default));
    }

    // One thread: 256 × 26,744 scores from 128 factors: a block of users against the items of MovieLens-20M.
    private static void Product(Report report)
    {
        var random = new Random(1);
        const int rows = 256, inner = 128, columns = 26_744, rounds = 5;
        var (a, b, c) = (Matrix(random, rows, inner), Matrix(random, inner, columns), Matrix(random, rows, columns));
        var gemm = Gemm.Create();
        gemm.Add(a, b, c);
        report.Measure($"matrix product {rows} × {inner} × {columns}, one thread", 2.0 * rows * inner * columns * rounds, () =>
        {
            for (int round = 0; round < rounds; round++)
                gemm.Add(a, b, c);
        });
    }

    // One thread: the parts of one ALS row with 64 ratings.
    private static void System(Report report)
    {
        const int size = 64, rows = 64, rounds = 20_000;
        var (kernel, random) = (SymmetricKernel.Chosen, new Random(1));
        float[] factors = Matrix(random, 26_744, size).Data, panel = new float[rows * size], matrix = new float[size * size], b = new float[size], ones = new float[rows];
        Array.Fill(ones, 1f);
        int[] which = [.. Enumerable.Range(0, rows * 50).Select(_ => random.Next(26_744))];
        void Repeat(string what, double operations, Action<int> work) => report.Measure(what, operations * rounds, () =>
        {
            for (int round = 0; round < rounds; round++)
                work(round % 50 * rows);
        });
        Repeat("gather 64 rows of 64", rows * size, at => kernel.Gather(factors, size, which.AsSpan(at, rows), ones, panel));
        Repeat("sum 64 rows of 64", 2 * rows * size, at => kernel.SumRows(factors, size, which.AsSpan(at, rows), ones, b));
        Repeat("add outer products of 64 rows of 64", (double)rows * size * (size + 1), _ =>
        {
            Array.Clear(matrix);
            kernel.AddOuterProducts(panel, rows, matrix, size);
        });
        var start = (float[])matrix.Clone();
        for (int i = 0; i < size; i++)
            start[i * (size + 1)] += 10f;
        Repeat("copy and Cholesky factor, rank 64", Math.Pow(size, 3) / 3, _ =>
        {
            start.CopyTo(matrix, 0);
            kernel.Factor(matrix, size);
        });
        Repeat("solution from the factor, rank 64", 2 * size * size, _ => kernel.Solve(matrix, b, size));
    }

    private static MatrixView Matrix(Random random, int rows, int columns)
    {
        var data = new float[rows * columns];
        for (int i = 0; i < data.Length; i++)
            data[i] = (float)(random.NextDouble() - 0.5);
        return new MatrixView(data, 0, rows, columns, columns);
    }
}
