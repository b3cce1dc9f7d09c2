using System.Diagnostics;
using RecPipeline.Formats.Columns;
using RecPipeline.Spark.Gateway;
using RecPipeline.Spark.Sql;
using RecPipeline.Spark.Worker;

namespace RecPipeline.Spark.Benchmarks;

/// <summary>Gateway calls, session start, collecting, and functions over batches. Each result is checked before its time is printed.</summary>
internal static class SparkBenchmarks
{
    private const int Rows = 4_000_000;

    private static readonly FieldList Numbers = FieldList.Of(new Field("id", DataType.Int64), new Field("i", DataType.Int32), new Field("f", DataType.Float32));

    public static void Run(string? version, string master)
    {
        var clock = Stopwatch.StartNew();
        using var spark = SparkSession.Builder().Find(finder => finder with { Version = version }).AppName("benchmarks").Master(master)
            .Config("spark.driver.memory", "2g").Config("spark.ui.enabled", false).Config("spark.sql.shuffle.partitions", 2).GetOrCreate();
        Print("session start", $"{clock.Elapsed.TotalSeconds:0.0} s (Spark {spark.Version}, {master})");
        Worker(spark);
        Gateway(spark.Java.Connection);
        Collect(spark);
        foreach (int batch in new[] { 10_000, 1_000_000 })
            Map(spark, batch);
        Tasks(spark);
    }

    private static void Worker(SparkSession spark)
    {
        Print("worker process, from its start to its port", $"{Best(5, StartWorker):0.000} s");
        double start = Seconds(spark.CheckWorker);
        Print("first worker ready", $"{start:0.00} s for a whole first job, {Best(3, spark.CheckWorker):0.00} s for the next");
    }

    // As an executor starts it: the worker writes its port first and ends with its input.
    private static void StartWorker()
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!, ["-m", "pyspark.daemon", "pyspark.worker"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        info.Environment["PYTHON_WORKER_FACTORY_SECRET"] = "benchmark";
        using var worker = Process.Start(info)!;
        worker.StandardOutput.BaseStream.ReadExactly(new byte[4]);
        worker.StandardInput.Close();
    }

    private static void Gateway(JavaConnection connection)
    {
        const int calls = 5000;
        void Sequential()
        {
            for (int i = 0; i < calls; i++)
                connection.CallStatic<long>("java.lang.System", "currentTimeMillis");
        }
        string[] requests = [.. Enumerable.Repeat(Py4JRequest.StaticCall("java.lang.System", "currentTimeMillis"), calls)];
        Print("gateway call, sequential", $"{Best(3, Sequential) / calls * 1e6:0} µs");
        Print("gateway call, 256 in flight", $"{Best(3, () => connection.Batch(requests)) / calls * 1e6:0.0} µs");
        Print("two calls in one batch", $"{Best(20, () => connection.Batch(requests[..2])) * 1e3:0.00} ms");
    }

    private static void Collect(SparkSession spark)
    {
        var table = Table(spark);
        double seconds = Best(3, () => Check(table.CollectBatches().Sum(batch => (long)batch.RowCount), Rows));
        Print("collect", $"{Rows * 16 / 1e6 / seconds:0} MB/s ({Rows:N0} rows of 16 bytes, {seconds:0.00} s)");
    }

    private static void Map(SparkSession spark, int batch)
    {
        spark.Conf().Set("spark.sql.execution.arrow.maxRecordsPerBatch", batch);
        var identity = Table(spark).MapBatches(Functions.Identity, Numbers);
        double seconds = Best(3, () => Check(identity.Count(), Rows));
        Print($"identity, batches of {batch:N0}", $"{Rows / seconds / 1e6:0.0} M rows/s");
        var kernel = Table(spark).MapBatches(Functions.Kernel, FieldList.Of(new Field("y", DataType.Float64)));
        seconds = Best(3, () => Check(kernel.Count(), Rows));
        Print($"dot product of 64 per row, {batch:N0}", $"{Rows / seconds / 1e6:0.0} M rows/s");
    }

    private static void Tasks(SparkSession spark)
    {
        const int tasks = 100;
        var plain = spark.Range(0, tasks, 1, tasks);
        var mapped = plain.MapBatches(Functions.Identity, FieldList.Of(new Field("id", DataType.Int64)));
        double without = Best(3, () => Check(plain.CollectBatches().Sum(batch => (long)batch.RowCount), tasks));
        double with = Best(3, () => Check(mapped.CollectBatches().Sum(batch => (long)batch.RowCount), tasks));
        Print("extra per warm task", $"{(with - without) / tasks * 2 * 1e3:0.0} ms (of {tasks} tasks, two at a time)");
    }

    private static DataFrame Table(SparkSession spark) => spark.Range(0, Rows, 1, 2).SelectExpr("id", "cast(id as int) i", "cast(id as float) f");

    private static void Check(long found, long expected)
    {
        if (found != expected)
            throw new InvalidOperationException($"found {found} rows, expected {expected}");
    }

    private static double Best(int rounds, Action action) => Enumerable.Range(0, rounds).Min(_ => Seconds(action));

    private static double Seconds(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalSeconds;
    }

    private static void Print(string what, string value) => Console.WriteLine($"| {what} | {value} |");
}

/// <summary>What runs in the executors.</summary>
public static class Functions
{
    public static IEnumerable<RecordBatch> Identity(IEnumerable<RecordBatch> batches, TaskContext context) => batches;

    /// <summary>Per row the dot product of 64 numbers derived from the row with fixed weights.</summary>
    public static IEnumerable<RecordBatch> Kernel(IEnumerable<RecordBatch> batches, TaskContext context)
    {
        float[] weights = [.. Enumerable.Range(0, 64).Select(i => i * 0.01f)];
        var schema = FieldList.Of(new Field("y", DataType.Float64));
        foreach (var batch in batches)
            yield return new RecordBatch(schema, new Column<double>(DataType.Float64, Dots(batch.Values<float>("f"), weights)));
    }

    private static double[] Dots(ReadOnlySpan<float> values, float[] weights)
    {
        var dots = new double[values.Length];
        Span<float> features = stackalloc float[weights.Length];
        for (int row = 0; row < dots.Length; row++)
        {
            for (int i = 0; i < features.Length; i++)
                features[i] = values[row] + i;
            var sum = System.Numerics.Vector<float>.Zero;
            for (int i = 0; i < features.Length; i += System.Numerics.Vector<float>.Count)
                sum += new System.Numerics.Vector<float>(features[i..]) * new System.Numerics.Vector<float>(weights, i);
            dots[row] = System.Numerics.Vector.Sum(sum);
        }
        return dots;
    }
}
