using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace RecPipeline.Models.Kernels;

/// <summary>Runs work over ranges of rows on several threads. The work must write only what belongs to its rows.</summary>
public static class RowChunks
{
    /// <summary>The length of ranges of which each thread gets one.</summary>
    public static int PerThread(int rows, int threads) => Math.Max(1, (int)(((long)rows + threads - 1) / threads));

    /// <summary>How many ranges of <paramref name="chunk"/> rows there are.</summary>
    public static int Count(int rows, int chunk) => (int)(((long)rows + chunk - 1) / chunk);

    /// <summary>Calls <paramref name="work"/>(first, end) for every range of <paramref name="chunk"/> rows.</summary>
    /// <exception cref="OperationCanceledException">Cancelled; some ranges may be done.</exception>
    public static void Run(int rows, int chunk, int threads, Action<int, int> work, CancellationToken cancellation) =>
        Run(rows, chunk, threads, () => true, (_, first, end) => work(first, end), cancellation);

    /// <summary>The same with a workspace that no two threads share at a time.</summary>
    public static void Run<TWorkspace>(
        int rows, int chunk, int threads, Func<TWorkspace> create, Action<TWorkspace, int, int> work, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(chunk, 1);
        ArgumentNullException.ThrowIfNull(create);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        // Parallel.For's own thread-local state is made anew every few hundred milliseconds; workspaces are large, so they wait here for
        // the next range.
        var idle = new ConcurrentBag<TWorkspace>();
        Parallel.For(0, Count(rows, chunk), options, at =>
        {
            cancellation.ThrowIfCancellationRequested();
            var workspace = idle.TryTake(out var waiting) ? waiting : create();
            work(workspace, at * chunk, End(rows, chunk, at));
            idle.Add(workspace);
        });
    }

    /// <summary>
    /// Makes a result for every range of <paramref name="chunk"/> rows on several threads and takes the results in the order of the ranges.
    /// </summary>
    /// <remarks>
    /// At most four results per thread exist at a time, so memory does not grow with the number of rows; who brings the missing one takes
    /// it, so no thread only waits or only writes.
    /// </remarks>
    /// <exception cref="OperationCanceledException">
    /// Cancelled; the results of the first ranges may be taken. What work or taker throw first comes out as it is, when all threads have
    /// ended.
    /// </exception>
    public static void RunInOrder<TWorkspace, TResult>(
        int rows, int chunk, int threads, Func<TWorkspace> create,
        Func<TWorkspace, int, int, TResult> make, Action<TResult> take, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(chunk, 1);
        ArgumentNullException.ThrowIfNull(create);
        var results = new OrderedResults<TResult>(4 * threads, take);
        int next = -1, count = Count(rows, chunk);
        ExceptionDispatchInfo? failure = null;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, Math.Min(threads, count), options, _ =>
        {
            try
            {
                var workspace = create();
                for (int at = Interlocked.Increment(ref next); at < count && results.WaitForRoom(at); at = Interlocked.Increment(ref next))
                {
                    cancellation.ThrowIfCancellationRequested();
                    results.Put(at, make(workspace, at * chunk, End(rows, chunk, at)));
                }
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(error), null);
                results.Stop();
            }
        });
        failure?.Throw();
    }
    private static int End(int rows, int chunk, int at) => (int)Math.Min(rows, (at + 1L) * chunk);
}
