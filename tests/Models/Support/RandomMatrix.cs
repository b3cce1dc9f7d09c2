using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Tests.Support;

/// <summary>Sparse matrices with half-star values, from a fixed seed.</summary>
internal static class RandomMatrix
{
    public static SparseMatrix HalfStars(int seed, int rows, int columns, double density) =>
        Fill(seed, rows, columns, density, random => random.Next(1, 11) / 2f);

    public static SparseMatrix Fill(int seed, int rows, int columns, double density, Func<Random, float> value)
    {
        var random = new Random(seed);
        var cells = (from r in Enumerable.Range(0, rows) from c in Enumerable.Range(0, columns) select (r, c))
            .Where(_ => random.NextDouble() < density).Select(cell => (cell.r, cell.c, v: value(random))).ToArray();
        return SparseMatrix.FromTriples(
            rows, columns, Array.ConvertAll(cells, c => c.r), Array.ConvertAll(cells, c => c.c), Array.ConvertAll(cells, c => c.v));
    }

    /// <summary>A cell is there with a density of its own, and has a value of its own.</summary>
    public static SparseMatrix Where(int seed, int rows, int columns, Func<int, int, double> density, Func<int, int, float> value)
    {
        var random = new Random(seed);
        var cells = (from r in Enumerable.Range(0, rows) from c in Enumerable.Range(0, columns) select (r, c)).Where(cell => random.NextDouble() < density(cell.r, cell.c)).ToArray();
        return SparseMatrix.FromTriples(
            rows, columns, Array.ConvertAll(cells, cell => cell.r), Array.ConvertAll(cells, cell => cell.c), Array.ConvertAll(cells, cell => value(cell.r, cell.c)));
    }
}
