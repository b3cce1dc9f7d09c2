using RecPipeline.Models.Matrices;

namespace RecPipeline.Models.Benchmarks;

/// <summary>Interactions of MovieLens-20M's shape without structure: log-normal users, a few popular items, many rare ones; from a fixed seed.</summary>
internal static class RandomInteractions
{
    private const double Spread = 1.1; // sigma of the logarithm of rows per user

    /// <summary>About <paramref name="rows"/> rows; values are half stars, or 1.</summary>
    public static SparseMatrix Create(int users, int items, int rows, bool binary)
    {
        var random = new Random(1);
        double median = rows / (double)users / Math.Exp(Spread * Spread / 2);
        var offsets = new int[users + 1];
        var (indices, values) = (new List<int>(rows + (rows / 8)), new List<float>(rows + (rows / 8)));
        for (int user = 0; user < users; user++)
        {
            int count = (int)Math.Clamp(median * Math.Exp(Spread * Normal(random)), 1, items / 3);
            foreach (int item in Enumerable.Range(0, count).Select(_ => Item(random, items)).Distinct().Order())
            {
                indices.Add(item);
                values.Add(binary ? 1f : random.Next(1, 11) / 2f);
            }
            offsets[user + 1] = indices.Count;
        }
        return new SparseMatrix(items, offsets, [.. indices], [.. values]);
    }

    // Density falls as the inverse root of the popularity rank; neighbours in rank are no neighbours in memory.
    private static int Item(Random random, int items)
    {
        double u = random.NextDouble();
        return (int)((long)(u * u * items) * 10_007 % items);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
