namespace RecPipeline.Spark.Worker;

/// <summary>Which broadcasts a connection has been told of. The JVM remembers this per connection and sends changes only.</summary>
internal sealed class BroadcastFiles
{
    private const int MaxPathBytes = 1 << 20;

    private readonly Dictionary<long, string> _paths = [];

    /// <summary>Reads the changes of a task: a long id and a path for a new one, −id − 1 for one that is dropped.</summary>
    /// <exception cref="NotSupportedException">The executor encrypts its files.</exception>
    public void Apply(Stream stream)
    {
        if (BigEndian.ReadBoolean(stream))
            throw new NotSupportedException(
                "spark.io.encryption.enabled is on; this library reads broadcasts as plain files only. Switch it off.");
        for (int changes = BigEndian.ReadInt32(stream); changes > 0; changes--)
        {
            long id = BigEndian.ReadInt64(stream);
            if (id >= 0)
                _paths[id] = BigEndian.ReadString(stream, MaxPathBytes);
            else if (_paths.Remove(-id - 1))
                BroadcastCache.Drop(-id - 1);
        }
    }

    /// <exception cref="InvalidDataException">The task was not told of this broadcast.</exception>
    public string PathOf(long id) => _paths.TryGetValue(id, out string? path)
        ? path
        : throw new InvalidDataException(
            $"Broadcast {id} is unknown here; known are {string.Join(", ", _paths.Keys)}. It was destroyed before the task ran.");
}
