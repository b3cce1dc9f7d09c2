namespace RecPipeline.Models.Cleaning;

/// <summary>
/// Cuts a range into one block per thread. Callers write disjoint results, so the number of threads cannot be seen in them.
/// </summary>
internal static class Blocks
{
    /// <summary>Calls <paramref name="work"/>(block, start, end) for each of <paramref name="threads"/> blocks of [0, count).</summary>
    public static void Run(int count, int threads, Action<int, int, int> work)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        if (threads == 1)
            work(0, 0, count);
        else
            Parallel.For(
                0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads },
                block => work(block, Edge(count, threads, block), Edge(count, threads, block + 1)));
    }

    private static int Edge(int count, int threads, int block) => (int)((long)count * block / threads);
}
