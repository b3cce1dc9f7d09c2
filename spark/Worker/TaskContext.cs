using RecPipeline.Spark.Launching;

namespace RecPipeline.Spark.Worker;

/// <summary>A function that runs in executors: batches of one partition in, batches out. It must be a named static method.</summary>
/// <remarks>
/// Batches are read as they are asked for and sent as they are yielded, so a partition never needs to fit in memory.
/// A batch stays readable after the next one is taken. Whatever the function throws fails the task, with its stack;
/// Spark then tries again elsewhere, so it must not have effects that add up.
/// </remarks>
public delegate IEnumerable<Formats.Columns.RecordBatch> BatchFunction(
    IEnumerable<Formats.Columns.RecordBatch> batches, TaskContext context);

/// <summary>Gets all rows of one key as one batch, in the order asked for.</summary>
public delegate IEnumerable<Formats.Columns.RecordBatch> GroupFunction(Formats.Columns.RecordBatch group, TaskContext context);

/// <summary>Gets all rows of one key of two tables; a side without the key has no rows.</summary>
public delegate IEnumerable<Formats.Columns.RecordBatch> CoGroupFunction(
    Formats.Columns.RecordBatch left, Formats.Columns.RecordBatch right, TaskContext context);

/// <summary>What a function may know about the task it runs in.</summary>
public sealed class TaskContext
{
    // Broadcasts of Spark count up from 0, those without it down.
    private static long _lastId;

    private readonly List<byte[]> _notes = [];

    internal TaskContext(
        TaskHeader header, ReadOnlyMemory<byte> argument, IReadOnlyList<TaskBroadcast> broadcasts, CancellationToken cancellation)
    {
        (PartitionId, StageId, AttemptNumber, TaskAttemptId) = (header.Partition, header.Stage, header.Attempt, header.TaskAttempt);
        (Argument, Broadcasts, Cancellation) = (argument, broadcasts, cancellation);
        (LocalProperties, SparkVersion) = (header.LocalProperties, header.Version);
    }

    private TaskContext(SparkVersion version, ReadOnlyMemory<byte> argument, IReadOnlyList<TaskBroadcast> broadcasts) =>
        (SparkVersion, Argument, Broadcasts, LocalProperties) = (version, argument, broadcasts, new Dictionary<string, string>());

    /// <summary>A context without an executor: for tests of functions.</summary>
    /// <param name="argument">What the driver would give with the function.</param>
    /// <param name="files">One for each broadcast, with its bytes.</param>
    public static TaskContext WithoutSpark(ReadOnlyMemory<byte> argument = default, params IReadOnlyList<string> files) =>
        new(new SparkVersion(0, 0, 0), argument, [.. files.Select(file => new TaskBroadcast(Interlocked.Decrement(ref _lastId), file))]);

    public int PartitionId { get; }

    public int StageId { get; }

    /// <summary>0 the first time a partition is tried.</summary>
    public int AttemptNumber { get; }

    public long TaskAttemptId { get; }

    /// <summary>The small argument that the driver gave with the function.</summary>
    public ReadOnlyMemory<byte> Argument { get; }

    /// <summary>In the order in which the driver gave them.</summary>
    public IReadOnlyList<TaskBroadcast> Broadcasts { get; }

    /// <summary>
    /// Cancelled when Spark kills the task. A long loop must look at it: two seconds later the whole process ends, other tasks included.
    /// </summary>
    public CancellationToken Cancellation { get; }

    /// <summary>Spark's settings and the job's description, as the driver's connection had them.</summary>
    public IReadOnlyDictionary<string, string> LocalProperties { get; }

    public SparkVersion SparkVersion { get; }

    /// <summary>What the function has left so far.</summary>
    public IReadOnlyList<byte[]> Notes => _notes;

    /// <summary>Leaves a note for the driver, which gets it when the task has ended well; see <see cref="Sql.TaskNotes"/>.</summary>
    /// <param name="content">A few bytes: they travel with the task's result.</param>
    public void Note(ReadOnlySpan<byte> content) => _notes.Add(content.ToArray());

    /// <summary>A line in the executor's stderr.</summary>
    public void Log(string text) =>
        Console.Error.WriteLine($"recpipeline stage {StageId} partition {PartitionId} attempt {AttemptNumber}: {text}");
}

/// <summary>A broadcast as executors see it: a file that every task on the machine shares.</summary>
public sealed class TaskBroadcast
{
    private readonly long _id;

    internal TaskBroadcast(long id, string path) => (_id, FilePath) = (id, path);

    /// <summary>The file holds exactly the bytes that were broadcast; it may be mapped into memory.</summary>
    public string FilePath { get; }

    /// <summary>
    /// Makes a value of the bytes once per process; later tasks get the same object. One broadcast is always read the same way.
    /// </summary>
    public T Decoded<T>(Func<ReadOnlyMemory<byte>, T> decode)
        where T : class => Value(path => decode(File.ReadAllBytes(path)));

    /// <summary>Reads the value once per process; later tasks get the same object.</summary>
    public T Value<T>(Func<string, T> read)
        where T : class => BroadcastCache.Get(_id, () => read(FilePath));
}
