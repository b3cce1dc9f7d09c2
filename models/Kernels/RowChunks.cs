using System.Collections.Concurrent;

namespace RecPipeline.Models.Kernels;

/// <summary>Runs work over ranges of rows on several threads. The work must write only what belongs to its rows.</summary>
public static class RowChunks
{
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
        // Parallel.For's own thread-local state is made anew every few hundred milliseconds; workspaces are large, so they wait here for the next range.
        var idle = new ConcurrentBag<TWorkspace>();
        Parallel.For(0, (rows + chunk - 1) / chunk, options, at =>
        {
            cancellation.ThrowIfCancellationRequested();
            var workspace = idle.TryTake(out var waiting) ? waiting : create();
            work(workspace, at * chunk, Math.Min(rows, (at + 1) * chunk));
            idle.Add(workspace);
        });
    }
}
