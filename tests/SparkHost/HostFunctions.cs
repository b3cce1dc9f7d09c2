using System.Buffers.Binary;
using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Worker;

namespace RecPipeline.SparkHost;

/// <summary>Functions that tests run inside executors.</summary>
public static class HostFunctions
{
    public static readonly FieldList Number = FieldList.Of(new Field("x", DataType.Int64));
    public static readonly FieldList Counts = FieldList.Of(new Field("partition", DataType.Int32), new Field("batches", DataType.Int32), new Field("rows", DataType.Int64));
    public static readonly FieldList Who = FieldList.Of(
        new Field("process", DataType.Int32), new Field("partition", DataType.Int32), new Field("attempt", DataType.Int32), new Field("rows", DataType.Int64), new Field("bytes", DataType.Int64));
    public static readonly FieldList GroupSum = FieldList.Of(new Field("k", DataType.Int32), new Field("rows", DataType.Int32), new Field("first", DataType.Int64), new Field("sum", DataType.Int64));
    public static readonly FieldList TwoCounts = FieldList.Of(new Field("left", DataType.Int32), new Field("right", DataType.Int32), new Field("left_sum", DataType.Int64), new Field("right_sum", DataType.Float64));

    public static IEnumerable<RecordBatch> Identity(IEnumerable<RecordBatch> batches, TaskContext context) => batches;

    /// <summary>Column 0 plus the argument, an int64.</summary>
    public static IEnumerable<RecordBatch> Add(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        long addend = BinaryPrimitives.ReadInt64LittleEndian(context.Argument.Span);
        foreach (var batch in batches)
            yield return Numbers([.. batch.Values<long>("id").ToArray().Select(value => value + addend)]);
    }

    public static IEnumerable<RecordBatch> Count(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        var (count, rows) = (0, 0L);
        foreach (var batch in batches)
            (count, rows) = (count + 1, rows + batch.RowCount);
        yield return new RecordBatch(Counts, Ints(context.PartitionId), Ints(count), Longs(rows));
    }

    /// <summary>Lets batches pass and leaves their count of rows as a note.</summary>
    public static IEnumerable<RecordBatch> NoteRows(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        long rows = 0;
        foreach (var batch in batches)
        {
            rows += batch.RowCount;
            yield return batch;
        }
        context.Note(BitConverter.GetBytes(rows));
    }

    public static IEnumerable<RecordBatch> WhoAmI(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        long rows = batches.Sum(batch => (long)batch.RowCount);
        yield return new RecordBatch(Who, Ints(Environment.ProcessId), Ints(context.PartitionId), Ints(context.AttemptNumber), Longs(rows), Longs(Environment.WorkingSet));
    }

    public static IEnumerable<RecordBatch> ThrowAtOnce(IEnumerable<RecordBatch> batches, TaskContext context) =>
        throw new InvalidOperationException("boom before any output: é世 line1\nline2");

    public static IEnumerable<RecordBatch> ThrowLate(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        foreach (var batch in batches)
        {
            yield return batch;
            throw new InvalidOperationException("boom after the first batch: é世 line1\nline2");
        }
    }

    /// <summary>Stops after one row without reading the rest.</summary>
    public static IEnumerable<RecordBatch> First(IEnumerable<RecordBatch> batches, TaskContext context) => batches.Take(1).Select(batch => batch.Slice(0, Math.Min(1, batch.RowCount)));

    public static IEnumerable<RecordBatch> Nothing(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        foreach (var _ in batches)
        {
        }
        yield break;
    }

    /// <summary>Throws at the end of partition 1 the first time that it is tried.</summary>
    public static IEnumerable<RecordBatch> FailOnce(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        foreach (var batch in batches)
            yield return batch;
        if (context is { AttemptNumber: 0, PartitionId: 1 })
            throw new InvalidOperationException("once");
    }

    /// <summary>Ends the whole worker process the first time partition 1 is tried.</summary>
    public static IEnumerable<RecordBatch> Crash(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        foreach (var batch in batches)
        {
            if (context is { AttemptNumber: 0, PartitionId: 1 })
                Environment.FailFast("the test wants this worker to die");
            yield return batch;
        }
    }

    /// <summary>Sleeps a minute, looking at the token; leaves marks in the file that the argument names.</summary>
    public static IEnumerable<RecordBatch> Sleep(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        string file = System.Text.Encoding.UTF8.GetString(context.Argument.Span);
        foreach (var batch in batches)
        {
            Mark(file, "started\n");
            bool stopped = context.Cancellation.WaitHandle.WaitOne(TimeSpan.FromMinutes(1));
            Mark(file, stopped ? "stopped\n" : "finished\n");
            yield return batch;
        }
    }

    /// <summary>Says in the argument's file that it runs, and takes three seconds over each partition.</summary>
    public static IEnumerable<RecordBatch> Slow(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        Mark(System.Text.Encoding.UTF8.GetString(context.Argument.Span), $"{context.PartitionId}\n");
        context.Cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(3));
        return batches;
    }

    /// <summary>Sleeps without looking at anything; the process id goes to the file that the argument names.</summary>
    public static IEnumerable<RecordBatch> SleepDeaf(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        foreach (var batch in batches)
        {
            Mark(System.Text.Encoding.UTF8.GetString(context.Argument.Span), $"{Environment.ProcessId}\n");
            Thread.Sleep(TimeSpan.FromMinutes(1));
            yield return batch;
        }
    }

    /// <summary>Adds the sum of the broadcast's bytes.</summary>
    public static IEnumerable<RecordBatch> AddBroadcast(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        string total = context.Broadcasts[0].Value(file => File.ReadAllBytes(file).Sum(value => (long)value).ToString());
        foreach (var batch in batches)
            yield return Numbers([.. batch.Values<long>("id").ToArray().Select(value => value + long.Parse(total))]);
    }

    public static IEnumerable<RecordBatch> WrongSchema(IEnumerable<RecordBatch> batches, TaskContext context) =>
        batches.Select(batch => new RecordBatch(FieldList.Of(new Field("x", DataType.Int32)), new Column<int>(DataType.Int32, new int[batch.RowCount])));

    /// <summary>One row per group: key, rows, first and sum of v.</summary>
    public static IEnumerable<RecordBatch> SumGroup(RecordBatch group, TaskContext context)
    {
        var values = group.Values<long>("v");
        long sum = 0;
        foreach (long value in values)
            sum += value;
        yield return new RecordBatch(GroupSum, Ints(group.Values<int>("k")[0]), Ints(group.RowCount), Longs(values[0]), Longs(sum));
    }

    public static IEnumerable<RecordBatch> CountSides(RecordBatch left, RecordBatch right, TaskContext context)
    {
        long leftSum = left.Values<long>("a").ToArray().Sum();
        double rightSum = right.Values<double>("z").ToArray().Sum();
        yield return new RecordBatch(TwoCounts, Ints(left.RowCount), Ints(right.RowCount), Longs(leftSum), new Column<double>(DataType.Float64, new[] { rightSum }));
    }

    /// <summary>A kernel: per row the dot product of a 64-vector derived from the row with a fixed one.</summary>
    public static IEnumerable<RecordBatch> Kernel(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        var weights = new float[64];
        for (int i = 0; i < weights.Length; i++)
            weights[i] = i * 0.01f;
        foreach (var batch in batches)
        {
            var values = batch.Values<long>("id");
            var sums = new double[batch.RowCount];
            Span<float> features = stackalloc float[64];
            for (int row = 0; row < sums.Length; row++)
            {
                for (int i = 0; i < features.Length; i++)
                    features[i] = values[row] + i;
                sums[row] = Dot(features, weights);
            }
            yield return new RecordBatch(FieldList.Of(new Field("y", DataType.Float64)), new Column<double>(DataType.Float64, sums));
        }
    }

    private static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = System.Numerics.Vector<float>.Zero;
        int width = System.Numerics.Vector<float>.Count;
        for (int i = 0; i < left.Length; i += width)
            sum += new System.Numerics.Vector<float>(left[i..]) * new System.Numerics.Vector<float>(right[i..]);
        return System.Numerics.Vector.Sum(sum);
    }

    private static RecordBatch Numbers(long[] values) => new(Number, new Column<long>(DataType.Int64, values));

    private static Column<int> Ints(params int[] values) => new(DataType.Int32, values);

    private static Column<long> Longs(params long[] values) => new(DataType.Int64, values);

    // Tasks write at the same time, as threads and as processes, and an append is a seek and a write: without taking turns a line can be lost.
    private static void Mark(string file, string text)
    {
        using var turn = Turn(file + ".lock");
        File.AppendAllText(file, text);
    }

    private static FileStream Turn(string path)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                Thread.Sleep(1);
            }
        }
    }
}
