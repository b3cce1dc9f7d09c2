using System.Runtime.ExceptionServices;

namespace RecPipeline.Formats.Parquet;

/// <summary>Does the parts of a piece of work on several threads.</summary>
internal static class Workers
{
    /// <summary>Calls <paramref name="work"/> for 0 to <paramref name="count"/> − 1, the heaviest first, and waits for all.</summary>
    /// <remarks>What a part throws is thrown here as it is; parts that have not begun are then left out.</remarks>
    public static void Run(int count, int threads, Func<int, long> weight, Action<int> work)
    {
        int[] order = [.. Enumerable.Range(0, count).OrderByDescending(weight)];
        if (threads == 1 || count < 2)
            Array.ForEach(order, work);
        else
            RunInParallel(order, Math.Min(threads, count), work);
    }

    private static void RunInParallel(int[] order, int threads, Action<int> work)
    {
        int next = -1;
        try
        {
            Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, (_, state) =>
            {
                for (int i; !state.IsStopped && (i = Interlocked.Increment(ref next)) < order.Length;)
                    work(order[i]);
            });
        }
        catch (AggregateException error)
        {
            ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
        }
    }
}
