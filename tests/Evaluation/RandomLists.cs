using RecPipeline.Models.Matrices;

namespace RecPipeline.Evaluation.Tests;

/// <summary>Lists, test items and training columns drawn by a seed: some empty, some short, some without test items.</summary>
internal sealed class RandomLists
{
    public RandomLists(int users, int items, int length, int seed, double density = 0.05)
    {
        var random = new Random(seed);
        Lists = Enumerable.Range(0, users).Select(u => Draw(random, items, u % 11 == 0 ? u % 7 : length)).ToArray();
        Relevant = Enumerable.Range(0, users).Select(u => Draw(random, items, u % 13 == 0 ? 0 : 1 + random.Next(20)).Order().ToArray()).ToArray();
        Ratings = Relevant.Select(r => r.Select(_ => 0.5f * (1 + random.Next(10))).ToArray()).ToArray();
        Catalogue = new TrainingCatalogue(Training(random, users, items, density));
    }

    public int[][] Lists { get; }

    public int[][] Relevant { get; }

    public float[][] Ratings { get; }

    public TrainingCatalogue Catalogue { get; }

    public RankedList List(int user) => new(Lists[user], [], Relevant[user], Ratings[user]);

    private static int[] Draw(Random random, int items, int count)
    {
        var drawn = new HashSet<int>();
        while (drawn.Count < count)
            drawn.Add((int)(items * Math.Pow(random.NextDouble(), 2))); // low indices are popular
        return [.. drawn];
    }

    private static SparseMatrix Training(Random random, int users, int items, double density)
    {
        var (row, column, value) = (new List<int>(), new List<int>(), new List<float>());
        for (int item = 0; item < items; item++)
        {
            for (int user = 0; user < users && item % 50 != 49; user++)
            {
                if (random.NextDouble() > density)
                    continue;
                row.Add(item);
                column.Add(user);
                value.Add(0.5f * (1 + random.Next(10)));
            }
        }
        return SparseMatrix.FromTriples(items, users, [.. row], [.. column], [.. value]);
    }
}
