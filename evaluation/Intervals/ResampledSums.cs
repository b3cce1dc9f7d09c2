using RecPipeline.Models.Numbers;

namespace RecPipeline.Evaluation;

/// <summary>Column sums of every bootstrap resample of the rows of a table; all columns share one set of draws.</summary>
/// <remarks>
/// A resample is a count per row (how often it was drawn), so its sums are counts · table, added in row order: no gather, and eight
/// resamples share one reading of the table. Multiplied, then added (never FMA), one vector lane per column: the bits do not depend on
/// the vector width. Resamples are independent, so neither on threads. Same result as <see cref="Plain"/>, see ResampledSumsTests.
/// Cost: rows × resamples × (1 draw + columns multiply-adds).
/// </remarks>
internal sealed class ResampledSums
{
    private const int Tile = 8;
    private readonly double[] _sums; // [resamples × columns]
    private readonly int _columns;

    /// <param name="table">[rows × columns], row-major.</param>
    /// <param name="rows">Users.</param>
    /// <param name="columns">Values per user.</param>
    /// <param name="seed">Of the draws.</param>
    /// <param name="resamples">How many.</param>
    /// <param name="threads">At most this many; −1 leaves it to the runtime.</param>
    public ResampledSums(double[] table, int rows, int columns, long seed, int resamples, int threads = -1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        (Rows, _columns, Resamples) = (rows, columns, resamples);
        _sums = new double[resamples * columns];
        int tiles = (resamples + Tile - 1) / Tile;
        Parallel.For(0, rows == 0 ? 0 : tiles, new ParallelOptions { MaxDegreeOfParallelism = threads }, tile =>
        {
            int first = tile * Tile;
            int count = Math.Min(Tile, resamples - first);
            var draws = Draws(seed, first, count, rows);
            AddTile(table, draws, _sums.AsSpan(first * columns, count * columns), columns);
        });
    }

    public int Rows { get; }

    public int Resamples { get; }

    public double At(int resample, int column) => _sums[resample * _columns + column];

    /// <summary>
    /// The definition: draw a row, add it up. The twin of the tiles, equal in bits where the sums are exact and within rounding elsewhere.
    /// </summary>
    internal static double Plain(double[] table, int rows, int columns, int column, long seed, int resample)
    {
        ulong key = CounterRandom.Key(seed, resample);
        double sum = 0;
        for (int i = 0; i < rows; i++)
            sum += table[CounterRandom.Index(key, i, rows) * columns + column];
        return sum;
    }

    // [count × rows]: how often each resample drew each row
    private static int[][] Draws(long seed, int first, int count, int rows)
    {
        var draws = new int[count][];
        for (int r = 0; r < count; r++)
        {
            int[] times = draws[r] = new int[rows];
            ulong key = CounterRandom.Key(seed, first + r);
            for (int i = 0; i < rows; i++)
                times[CounterRandom.Index(key, i, rows)]++;
        }
        return draws;
    }

    private static void AddTile(double[] table, int[][] draws, Span<double> sums, int columns)
    {
        for (int row = 0; row < draws[0].Length; row++)
        {
            var values = table.AsSpan(row * columns, columns);
            for (int r = 0; r < draws.Length; r++)
            {
                if (draws[r][row] != 0)
                    WeightedAdd.Run(draws[r][row], values, sums.Slice(r * columns, columns));
            }
        }
    }
}
