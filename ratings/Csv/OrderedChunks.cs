namespace RecPipeline.Ratings.Csv;

/// <summary>Parses the chunks of a file on several threads and delivers them in the order of the file.</summary>
internal static class OrderedChunks
{
    /// <summary>Takes chunks from <paramref name="next"/> on the caller's thread until it gives null,
    /// and parses up to <paramref name="threads"/> at a time.</summary>
    public static IEnumerable<T> Parse<T>(Func<T?> next, Action<T> parse, int threads, CancellationToken cancellationToken)
        where T : class
    {
        var running = new Queue<Task<T>>();
        while (Next(next, cancellationToken) is { } chunk)
        {
            running.Enqueue(threads == 1 ? Task.FromResult(Parsed(chunk, parse)) : Task.Run(() => Parsed(chunk, parse), cancellationToken));
            // One chunk more than threads, so that none waits while the caller works on a finished one.
            if (threads == 1 || running.Count > threads)
                yield return running.Dequeue().GetAwaiter().GetResult();
        }
        while (running.TryDequeue(out var rest))
            yield return rest.GetAwaiter().GetResult();
    }

    private static T? Next<T>(Func<T?> next, CancellationToken cancellationToken)
        where T : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        return next();
    }

    private static T Parsed<T>(T chunk, Action<T> parse)
    {
        parse(chunk);
        return chunk;
    }
}
