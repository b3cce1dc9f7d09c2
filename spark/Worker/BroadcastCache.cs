using System.Collections.Concurrent;

namespace RecPipeline.Spark.Worker;

/// <summary>What functions made of broadcasts, once per process however many tasks share it.</summary>
internal static class BroadcastCache
{
    private static readonly ConcurrentDictionary<(long Id, Type Type), Lazy<object>> Values = new();

    public static T Get<T>(long id, Func<T> read)
        where T : class => (T)Values.GetOrAdd((id, typeof(T)), _ => new Lazy<object>(read)).Value;

    public static void Drop(long id)
    {
        foreach (var key in Values.Keys.Where(key => key.Id == id))
            Values.TryRemove(key, out _);
    }
}
